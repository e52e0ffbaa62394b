import type { Server, Socket } from '../../../shared/contract/records.ts';
import { formatBytes, formatClock, formatDuration, formatEndpoint } from '../../../shared/format.ts';
import { behaviourOf } from '../../../shared/mocks/behaviours/index.ts';
import { idleWord } from '../../../shared/model/conditions.ts';
import { isOver } from '../../../shared/model/socket-state.ts';
import { stateDetail } from '../../../shared/model/state-words.ts';
import { targetText } from '../../actions/client-actions.ts';
import { engineNow, useLiveText } from '../../state/clock.ts';
import { type End, speakAs } from '../../state/view-store.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { sentBy } from '../grid/columns.tsx';
import { Badge, useConditions } from '../grid/condition-badges.tsx';
import style from './inspector.module.css';

export interface EndCardProps {
  readonly end: End;
  readonly socket: Socket;
  readonly server?: Server | undefined;
  readonly selected: boolean;
  /** Whether there is another end of ours to choose. */
  readonly choosable: boolean;
}

/**
 * One end of a connection: its address, its state, what Node and the kernel say, its counters and its settings
 * (ux.md 2.3). A click makes it the one that acts.
 */
export function EndCard({ end, socket, server, selected, choosable }: EndCardProps) {
  const conditions = useConditions(socket, undefined);
  const badges = conditions.filter((c) => c.kind !== 'idle-countdown'); // the line above says it already
  const counts = useLiveText<HTMLSpanElement>(
    () => `↑ ${formatBytes(sentBy(socket))}  ↓ ${formatBytes(socket.counts.bytesRead)}`,
  );
  const idle = useLiveText<HTMLSpanElement>(() => idleFacts(socket));
  const body = (
    <>
      <span className={style.line}>
        <span className={style.role}>{end === 'client' ? 'CLIENT' : 'SERVER'}</span>
        {end === 'server' && server && <span className={style.serverName}>{server.name}</span>}
        <Address text={formatEndpoint(socket.local)} />
        <span className={style.state}>
          <StateChip state={socket.state} />
        </span>
      </span>
      <span className={`${style.line} ${style.detail}`}>
        <span>
          Node <span className="mono">{socket.readyState}</span>
          {socket.kernel && <KernelState kernel={socket.kernel} />}
        </span>
        <span ref={counts} className={style.pre} />
        <span className={style.words}>{stateDetail(socket)}</span>
      </span>
      <span className={`${style.line} ${style.detail}`}>
        <span ref={idle} className={style.idle} />
        <span>{settingsText(socket, server)}</span>
      </span>
      {badges.length > 0 && (
        <span className={style.line}>
          {badges.map((condition) => (
            <Badge key={condition.kind} condition={condition} />
          ))}
        </span>
      )}
    </>
  );
  const marks = {
    className: `${style.end} ${style[end]}`,
    'data-testid': 'end-card',
    'data-end': end,
    'data-state': socket.state,
    'data-node-state': socket.readyState,
    'data-kernel-state': socket.kernel?.state,
    'data-conditions': conditions.map((c) => c.kind).join(' '),
  };
  if (!choosable) return <div {...marks}>{body}</div>;
  return (
    <button type="button" {...marks} aria-pressed={selected} onClick={() => speakAs(end)}>
      {body}
    </button>
  );
}

/** An address or a path; where that is longer than the room, it is said whole to whoever points at it. */
function Address({ text }: { text: string }) {
  return (
    <span className={`mono ${style.address}`} title={text}>
      {text}
    </span>
  );
}

/** What the kernel's table said last; the dot is the mark of a sample. */
function KernelState({ kernel: { state, provenance } }: { kernel: NonNullable<Socket['kernel']> }) {
  return (
    <span
      data-provenance={provenance}
      title={provenance === 'sampled' ? 'Read from the kernel’s table' : 'Not in the kernel’s table any more'}
    >
      {' · Kernel '}
      {provenance === 'inferred' ? <em className="mono">{state}</em> : <span className="mono">{state}</span>}
      {provenance === 'sampled' && <span aria-hidden="true">•</span>}
    </span>
  );
}

/** The other end when it is not ours: only what can be known. */
export function OutsideCard({ end, socket }: { end: End; socket: Socket }) {
  const { remote, local } = socket;
  if (socket.connectedAt === undefined) return <NobodyCard end={end} socket={socket} />;
  const ours = local && 'address' in local ? local.address : '';
  const here =
    socket.kind === 'unix' ||
    socket.kind === 'abstract' ||
    (remote !== null && ('path' in remote || remote.address === ours));
  return (
    <div className={`${style.end} ${style[end]}`} data-testid="outside-card">
      <span className={style.line}>
        <span className={style.role}>{end === 'client' ? 'CLIENT' : 'SERVER'}</span>
        <Address text={formatEndpoint(remote)} />
        <em>outside ↗</em>
      </span>
      <span className={style.detail}>
        {here
          ? 'A program on this computer that is not part of this lab: only what it sends can be seen.'
          : 'Kernel state unknown (not on this computer): only what it sends can be seen.'}
      </span>
    </div>
  );
}

/** The other end where none was reached: where it was looked for, and that it was not met. */
function NobodyCard({ end, socket: { target, state } }: { end: End; socket: Socket }) {
  return (
    <div className={`${style.end} ${style[end]}`} data-testid="outside-card">
      <span className={style.line}>
        <span className={style.role}>{end === 'client' ? 'CLIENT' : 'SERVER'}</span>
        {target && <Address text={targetText(target)} />}
      </span>
      <span className={style.detail}>
        {isOver(state) ? 'No connection was made: nothing is known of this side.' : 'Not connected yet.'}
      </span>
    </div>
  );
}

function idleFacts(socket: Socket): string {
  if (isOver(socket.state) || socket.connectedAt === undefined) return '';
  const idle = formatClock(engineNow() - socket.idleSince);
  return socket.timeoutMs > 0
    ? `idle ${idle} of ${timeoutText(socket.timeoutMs)} → ${idleWord(socket.onTimeout)}`
    : `idle ${idle}`;
}

/** A clock knows no part of a second: a shorter timeout would be one of 0:00. */
const timeoutText = (ms: number) => (ms < 1000 ? formatDuration(ms) : formatClock(ms));

/** The settings of an end as far as they are known, in Node's words where they are its own. */
export function settingsText({ kind, options, origin }: Socket, server: Server | undefined): string {
  const tcp = kind === 'tcp4' || kind === 'tcp6';
  const { noDelay, keepAlive, keepAliveInitialDelay = 0, allowHalfOpen } = options;
  const delay = keepAliveInitialDelay >= 1000 ? ` ${formatDuration(keepAliveInitialDelay)}` : '';
  return [
    tcp && `noDelay ${noDelay ? 'on' : 'off'}`,
    tcp && `keepalive ${keepAlive ? `on${delay}` : 'off'}`,
    `allow half-close ${allowHalfOpen ? 'on' : 'off'}`,
    origin === 'accepted' &&
      server &&
      `rule: ${server.mock?.otherwise ? behaviourOf(server.mock.otherwise).title : 'by hand'}`,
  ]
    .filter((part) => part !== false && part !== undefined)
    .join(' · ');
}
