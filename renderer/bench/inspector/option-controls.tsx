import { useEffect, useState } from 'react';
import { idleChoices } from '../../../shared/contract/common-options.ts';
import type { Failure } from '../../../shared/contract/failures.ts';
import { type IdleAction, idleActions } from '../../../shared/contract/fields.ts';
import type { Method, Params } from '../../../shared/contract/methods.ts';
import { formatCounted } from '../../../shared/format.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { EncodingOption } from './encoding-option.tsx';
import { Option, type OptionProps } from './option.tsx';
import style from './options.module.css';

/** One control for each thing that can be changed on a living socket. */
export function OptionControls({
  socket,
  facts,
  onChanged,
}: Pick<OptionProps, 'socket' | 'facts'> & { readonly onChanged: () => void }) {
  const actions = useActions();
  async function change<M extends Method>(method: M, params: Params<M>): Promise<Failure | undefined> {
    try {
      await actions.call(method, params);
      onChanged();
      return undefined;
    } catch (error) {
      return failureFrom(error);
    }
  }
  const over = isOver(socket.state) ? 'This end is closed' : undefined;
  const common = { socket, facts, over, change };
  const tcp = socket.kind === 'tcp4' || socket.kind === 'tcp6';
  return (
    <>
      {tcp && <NoDelayOption {...common} />}
      {tcp && <KeepAliveOption {...common} />}
      <TimeoutOption {...common} />
      <ReadingOption {...common} />
      <CorkOption {...common} />
      <RefOption {...common} />
      <EncodingOption {...common} />
      {!tcp && <p className={style.note}>No delay and keepalive belong to TCP; this socket has a path.</p>}
    </>
  );
}

function NoDelayOption({ socket, over, change }: OptionProps) {
  const [failure, setFailure] = useState<Failure | undefined>();
  const on = socket.options.noDelay === true;
  const set = async (noDelay: boolean) =>
    setFailure(await change('socket.setNoDelay', { socketId: socket.socketId, noDelay }));
  return (
    <Option
      title="No delay"
      call={`socket.setNoDelay(${on ? 'false' : 'true'})`}
      help="On, small writes leave at once. Off, Nagle’s algorithm holds one back while an earlier one is not acknowledged."
      failure={failure}
      testId="option-noDelay"
    >
      <Switch title="No delay" on={on} over={over} onChange={(next) => void set(next)} />
    </Option>
  );
}

function KeepAliveOption({ socket, over, change }: OptionProps) {
  const [failure, setFailure] = useState<Failure | undefined>();
  const { keepAlive, keepAliveInitialDelay } = socket.options;
  const on = keepAlive === true;
  const [delay, setDelay] = useFollowing(String(keepAliveInitialDelay ?? 0));
  const set = async (enable: boolean) => {
    const initialDelayMs = delay.trim() === '' ? 0 : Number.isNaN(Number(delay)) ? delay : Number(delay);
    setFailure(await change('socket.setKeepAlive', { socketId: socket.socketId, enable, initialDelayMs }));
  };
  return (
    <Option
      title="Keepalive"
      call={`socket.setKeepAlive(${!on}, ${delay || 0})`}
      help="The kernel probes an idle peer. Whole seconds count; below 1000 ms the time before stays. It proves the peer’s kernel, not its program."
      failure={failure}
      testId="option-keepAlive"
    >
      <Switch title="Keepalive" on={on} over={over} onChange={(next) => void set(next)} />
      <TextField
        title="First probe after (ms)"
        numeric
        value={delay}
        testId="option-keepAlive-delay"
        onChange={setDelay}
      />
      <Button small unavailable={over} testId="option-keepAlive-set" onClick={() => void set(true)}>
        {on ? 'Set' : 'Turn on'}
      </Button>
    </Option>
  );
}

function TimeoutOption({ socket, over, change }: OptionProps) {
  const { socketId, timeoutMs, onTimeout } = socket;
  const [failure, setFailure] = useState<Failure | undefined>();
  const [time, setTime] = useFollowing(String(timeoutMs));
  const [action, setAction] = useFollowing<IdleAction>(onTimeout);
  const set = async (ms: unknown) =>
    setFailure(await change('socket.setTimeout', { socketId, timeoutMs: ms, onTimeout: action }));
  return (
    <Option
      title="Idle timeout"
      call={`socket.setTimeout(${time.trim() || 0})`}
      help="Node raises “timeout” after this time without a byte, and leaves the socket open. What else happens is chosen here."
      failure={failure}
      testId="option-timeout"
    >
      <TextField title="Time (ms), 0 = off" numeric value={time} testId="option-timeout-ms" onChange={setTime} />
      <ChoiceField
        title="When it fires"
        value={action}
        choices={idleChoices}
        onChange={(next) => setAction(idleActions.find((a) => a === next) ?? 'notify')}
      />
      <Button
        small
        unavailable={over}
        testId="option-timeout-set"
        onClick={() => void set(time.trim() === '' ? 0 : Number(time))}
      >
        Set
      </Button>
      <Button small unavailable={over ?? (timeoutMs === 0 ? 'It is off' : undefined)} onClick={() => void set(0)}>
        Turn off
      </Button>
    </Option>
  );
}

function ReadingOption({ socket, over, change }: OptionProps) {
  const [failure, setFailure] = useState<Failure | undefined>();
  const { socketId, paused } = socket;
  const set = async (read: boolean) => setFailure(await change(read ? 'socket.resume' : 'socket.pause', { socketId }));
  return (
    <Option
      title="Reading"
      call={paused ? 'socket.resume()' : 'socket.pause()'}
      help="While reading is stopped, bytes wait in the kernel, and this end cannot notice the peer finishing."
      failure={failure}
      testId="option-reading"
    >
      <Switch title="Reading" on={!paused} over={over} onChange={(next) => void set(next)} />
    </Option>
  );
}

function CorkOption({ socket, facts, over, change }: OptionProps) {
  const [failure, setFailure] = useState<Failure | undefined>();
  const { socketId } = socket;
  const depth = facts?.writableCorked ?? 0;
  const set = async (method: 'socket.cork' | 'socket.uncork') => setFailure(await change(method, { socketId }));
  return (
    <Option
      title="Cork"
      call="socket.cork(), socket.uncork()"
      help={`Corked, writes are held back until as many uncorks. Corked now: ${formatCounted(depth, 'time')}.`}
      failure={failure}
      testId="option-cork"
    >
      <Button small unavailable={over} onClick={() => void set('socket.cork')}>
        Cork
      </Button>
      <Button
        small
        unavailable={over ?? (depth === 0 ? 'It is not corked' : undefined)}
        onClick={() => void set('socket.uncork')}
      >
        Uncork
      </Button>
    </Option>
  );
}

function RefOption({ socket, facts, over, change }: OptionProps) {
  const [failure, setFailure] = useState<Failure | undefined>();
  const { socketId } = socket;
  const on = facts?.hasRef !== false;
  const set = async (ref: boolean) => setFailure(await change(ref ? 'socket.ref' : 'socket.unref', { socketId }));
  return (
    <Option
      title="Keeps the program alive"
      call={on ? 'socket.unref()' : 'socket.ref()'}
      help="Off, a run without a window may end although this socket is open."
      failure={failure}
      testId="option-ref"
    >
      <Switch
        title="Keeps the program alive"
        on={on}
        over={over ?? (facts?.hasRef === null ? 'The socket has no handle' : undefined)}
        onChange={(next) => void set(next)}
      />
    </Option>
  );
}

/** A switch that shows what is, not what was asked for. */
function Switch({
  title,
  on,
  over,
  onChange,
}: {
  title: string;
  on: boolean;
  over: string | undefined;
  onChange: (on: boolean) => void;
}) {
  return (
    <Button
      small
      role="switch"
      aria-checked={on}
      aria-label={title}
      className={on ? (style.on ?? '') : (style.off ?? '')}
      unavailable={over}
      onClick={() => onChange(!on)}
    >
      {on ? 'On' : 'Off'}
    </Button>
  );
}

/** A field's text that follows the fact until somebody types. */
function useFollowing<T extends string>(fact: T): readonly [T, (next: T) => void] {
  const [text, setText] = useState(fact);
  useEffect(() => setText(fact), [fact]);
  return [text, setText];
}
