// Every property of `socket.inspect`, in groups, as text. A new property lands in the last group by itself.
import type { Inspection } from '../../../shared/contract/methods/socket.ts';

type Name = keyof Inspection;

export interface FactGroup {
  readonly title: string;
  readonly rows: readonly (readonly [name: string, value: string])[];
}

const groups: readonly (readonly [title: string, names: readonly Name[]])[] = [
  [
    'State',
    [
      'readyState',
      'connecting',
      'pending',
      'destroyed',
      'closed',
      'errored',
      'allowHalfOpen',
      'timeout',
      'fd',
      'hasRef',
    ],
  ],
  [
    'Addresses',
    [
      'localAddress',
      'localPort',
      'localFamily',
      'remoteAddress',
      'remotePort',
      'remoteFamily',
      'address',
      'autoSelectFamilyAttemptedAddresses',
    ],
  ],
  [
    'Writing',
    [
      'bytesWritten',
      'writableLength',
      'writableHighWaterMark',
      'writableNeedDrain',
      'writableCorked',
      'writable',
      'writableEnded',
      'writableFinished',
      'bufferSize',
    ],
  ],
  [
    'Reading',
    [
      'bytesRead',
      'readableLength',
      'readableHighWaterMark',
      'readableFlowing',
      'isPaused',
      'readable',
      'readableEnded',
      'readableEncoding',
      'encoding',
    ],
  ],
];

/** The properties in their groups. What Node leaves undefined is shown as an em dash. */
export function factGroups(facts: Inspection): readonly FactGroup[] {
  const listed = new Set<string>(groups.flatMap(([, names]) => names));
  const others = Object.keys(facts).filter((name): name is Name => !listed.has(name));
  return [...groups, ['Other', others] as const]
    .map(([title, names]) => ({ title, rows: names.map((name) => [nodeName(name), valueText(facts[name])] as const) }))
    .filter(({ rows }) => rows.length > 0);
}

/** Methods are written as calls. */
const nodeName = (name: Name) => (name === 'address' || name === 'isPaused' || name === 'hasRef' ? `${name}()` : name);

function valueText(value: Inspection[Name]): string {
  if (value === null) return '—';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'object') return String(value);
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${part}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
