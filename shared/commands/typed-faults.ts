// Taps and faults as they are typed into the palette: `tap 7008 -> localhost:5432`, `fault #12 slow 5kB/s`.
import type { SocketId } from '../contract/fields.ts';
import { type FaultSettings, faultText } from '../faults/index.ts';
import { streamPresets } from '../mocks/presets.ts';
import { type Place, parsePlace, pastedPlace } from './addresses.ts';

export interface TypedTap {
  readonly kind: 'tap';
  readonly listen: Place;
  readonly target: Place;
}

export interface TypedFault {
  readonly kind: 'fault';
  readonly socketId: SocketId;
  /** What the preview calls it. */
  readonly title: string;
  readonly faults: readonly FaultSettings[];
}

interface Problem {
  readonly kind: 'problem';
  readonly text: string;
}
const problem = (text: string): Problem => ({ kind: 'problem', text });

/** A place to listen at: where only a port is written, on this machine alone. */
export const placeToListen = (where: string): Place | undefined =>
  parsePlace(/^:?\d+$/u.test(where) ? `127.0.0.1:${where.replace(':', '')}` : where);

/** What stands behind `tap`: where to listen, an arrow, and where to pass on to. */
export function parseTap(rest: string): TypedTap | Problem {
  const [, where, onwards] = /^(\S.*?)\s*(?:->|→|=>)\s*(\S.*)$/u.exec(rest.trim()) ?? [];
  if (where === undefined || onwards === undefined) {
    return problem('Write where to listen and where to pass on to, as tap 7008 -> localhost:5432.');
  }
  const listen = placeToListen(where);
  if (!listen) return problem(`“${where}” is no place to listen at. Write a port, an address with a port, or a path.`);
  const target = pastedPlace(onwards) ?? parsePlace(onwards);
  if (!target)
    return problem(`“${onwards}” is no address to pass on to. Write it as localhost:5432 or unix:/tmp/a.sock.`);
  if ('port' in target && target.port === 0) return problem('It is not possible to connect to port 0.');
  return { kind: 'tap', listen, target };
}

/** What stands behind `fault`: a connection, and a preset by its name or `slow` with a rate. */
export function parseFault(rest: string): TypedFault | Problem {
  const [, id, said = ''] = /^#?(\d{1,15})(?:\s+([\s\S]*))?$/u.exec(rest.trim()) ?? [];
  if (id === undefined)
    return problem('Write the connection and the fault, as fault #12 slow 5kB/s or fault #12 laggy.');
  const socketId = Number(id) as SocketId;
  const slow = /^slow(?:\s+(?!close)(.*))?$/iu.exec(said.trim());
  if (slow) {
    const bytesPerSecond = rateOf(slow[1] ?? '');
    if (bytesPerSecond === undefined) return problem('Write how slow, as fault #12 slow 5kB/s.');
    return {
      kind: 'fault',
      socketId,
      title: 'Slow',
      faults: [{ kind: 'throttle', bytesPerSecond, direction: 'both' }],
    };
  }
  const wanted = plain(said);
  const preset =
    streamPresets.find((one) => plain(one.id) === wanted || plain(one.title) === wanted) ??
    onlyOne(streamPresets.filter((one) => wanted !== '' && plain(one.title).startsWith(wanted)));
  if (preset) return { kind: 'fault', socketId, title: preset.title, faults: preset.faults };
  const names = ['slow 5kB/s', ...streamPresets.map(({ title }) => title)].join(', ');
  return problem(
    said === '' ? `Write which fault: ${names}.` : `There is no fault “${said.trim()}”. There are ${names}.`,
  );
}

const onlyOne = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** A name without what people leave out or write otherwise. */
const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, ' ')
    .trim();

const units: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 };

/** Bytes a second: `5kB/s`, `1.5 MB/s`, `200 B/s`; at least one. */
function rateOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmg]?)b(?:ytes?)?\/s(?:ec)?$/iu.exec(text.trim()) ?? [];
  const rate = Math.round(Number(amount) * (units[unit.toLowerCase()] ?? 1));
  return amount !== undefined && rate >= 1 ? rate : undefined;
}

/** What a fault that was typed would do, in a sentence. */
export const typedFaultSentence = ({ socketId, title, faults }: TypedFault): string =>
  `Puts “${title}” on #${socketId}: ${faults.map(faultText).join(', ')}`;
