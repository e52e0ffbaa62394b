import type { TapDefinition } from '../../shared/contract/methods/mock.ts';
import { SwitchField, TextField } from '../ui/field.tsx';
import style from './taps.module.css';

/** The options of both sides as the form holds them; the high-water mark as it is written. */
export interface TapOptionsText {
  readonly noDelay: boolean;
  readonly keepAlive: boolean;
  readonly highWaterMark: string;
}

export const noTapOptions: TapOptionsText = { noDelay: false, keepAlive: false, highWaterMark: '' };

/** What is wrong with the options; undefined when nothing is. */
export const tapOptionsProblem = ({ highWaterMark }: TapOptionsText): string | undefined =>
  /^\d{0,15}$/u.test(highWaterMark.trim()) ? undefined : 'A whole number of bytes, as 65536.';

/** The options to start a tap with: only what differs from Node's own. */
export function tapOptionsOf({ noDelay, keepAlive, highWaterMark }: TapOptionsText): Pick<TapDefinition, 'options'> {
  const options = {
    ...(noDelay && { noDelay }),
    ...(keepAlive && { keepAlive }),
    ...(highWaterMark.trim() !== '' && { highWaterMark: Number(highWaterMark) }),
  };
  return Object.keys(options).length > 0 ? { options } : {};
}

interface TapOptionsProps {
  readonly value: TapOptionsText;
  onChange(value: TapOptionsText): void;
}

/** Socket options of a new tap; those of a running one are fixed. */
export function TapOptions({ value, onChange }: TapOptionsProps) {
  return (
    <details className={style.faults} data-testid="tap-options">
      <summary>Socket options of both sides</summary>
      <div className={style.fields}>
        <SwitchField
          title="noDelay"
          help="Small writes leave at once, without Nagle's algorithm. Not on UNIX sockets."
          checked={value.noDelay}
          onChange={(noDelay) => onChange({ ...value, noDelay })}
        />
        <SwitchField
          title="Keepalive"
          help="The kernel probes a silent peer. Not on UNIX sockets."
          checked={value.keepAlive}
          onChange={(keepAlive) => onChange({ ...value, keepAlive })}
        />
        <TextField
          title="High-water mark"
          value={value.highWaterMark}
          placeholder="Node's own"
          help="Bytes that may be queued before write() says false."
          error={tapOptionsProblem(value)}
          testId="tap-high-water-mark"
          onChange={(highWaterMark) => onChange({ ...value, highWaterMark })}
        />
      </div>
    </details>
  );
}
