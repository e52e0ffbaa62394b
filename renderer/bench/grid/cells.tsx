// The cells of the grid's columns that render with their row.
import { useEffect, useRef } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { tagsOf } from '../../../shared/filters/facts.ts';
import { formatBytes, formatEndpoint, formatHostPort, formatPath } from '../../../shared/format.ts';
import { firedName } from '../../mocks/rule-name.ts';
import { onPaint, useLiveText } from '../../state/clock.ts';
import { useLab, useSocket } from '../../state/lab-store.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { highWaterMarkOf, queuedOf } from './column-facts.ts';
import type { RowFacts } from './columns.tsx';
import style from './lines.module.css';
import { tagHue } from './tag-hue.ts';
import tagStyle from './tags.module.css';

/** What the kernel's table said last; the dot is the mark of a sample, its absence that of an inference. */
export function KernelCell({ kernel: { state, provenance } }: { kernel: NonNullable<Socket['kernel']> }) {
  const sampled = provenance === 'sampled';
  return (
    <span
      className={sampled ? style.kernel : style.kernelInferred}
      data-provenance={provenance}
      title={sampled ? 'Read from the kernel’s table' : 'Not in the kernel’s table any more'}
    >
      {state}
    </span>
  );
}

export function Address({ text }: { text: string }) {
  return (
    <span className={style.route} title={text}>
      {text}
    </span>
  );
}

export function StateCell({ own, peer }: { own: Socket; peer: Socket | undefined }) {
  const joined = useJoined(own, peer);
  return (
    <span className={style.states}>
      <StateChip state={own.state} />
      {peer && peer.state !== own.state && <StateChip state={peer.state} />}
      {joined && (
        <>
          <span aria-hidden="true">┃</span>
          <StateChip state={joined.state} />
        </>
      )}
    </span>
  );
}

/** The tap's end towards its target, for a connection that is tapped. */
const useJoined = (own: Socket, peer: Socket | undefined) => useSocket(own.joinedSocketId ?? peer?.joinedSocketId);

export function RouteCell({ own, peer, serverName }: RowFacts) {
  const accepted = own.origin === 'accepted';
  const joined = useJoined(own, peer);
  const outside = !peer;
  const here = (
    <span>{accepted ? (serverName ?? formatEndpoint(own.local)) : (own.name ?? formatEndpoint(own.local))}</span>
  );
  const there = accepted ? (
    <span className={style.outside}>
      {formatEndpoint(own.remote) === '—' ? 'outside peer' : formatEndpoint(own.remote)} ↗
    </span>
  ) : (
    <span className={outside ? style.outside : undefined}>
      {serverName ? `${serverName} ` : ''}
      {remoteText(own, serverName !== undefined)}
      {outside ? ' ↗' : ''}
    </span>
  );
  return (
    <span className={style.route} title={`${formatEndpoint(own.local)} → ${formatEndpoint(own.remote)}`}>
      {accepted ? there : here} <span className={style.arrow}>→</span> {accepted ? here : there}
      {joined && (
        <>
          {' '}
          <span className={style.arrow}>→</span> <span className={style.outside}>{remoteText(joined, false)}</span>
        </>
      )}
    </span>
  );
}

/** Where a dialled socket goes: the address once it is known, else what was asked for. */
function remoteText({ remote, target }: Socket, short: boolean): string {
  if (remote) return short && !('path' in remote) ? `:${remote.port}` : formatEndpoint(remote);
  if (typeof target?.path === 'string') return formatPath(target.path);
  return formatHostPort(target?.host || 'localhost', target?.port ?? '?');
}

const kinds = { tcp4: 'TCP4', tcp6: 'TCP6', unix: 'UNIX', abstract: 'UNIX @', pipe: 'PIPE' } as const;

export function KindCell({ own, peer }: { own: Socket; peer: Socket | undefined }) {
  const role = peer ? 'pair' : own.origin === 'accepted' ? 'in' : own.origin === 'wrapped' ? 'fd' : 'out';
  return (
    <span>
      {kinds[own.kind]} <span className={style.role}>{role}</span>
    </span>
  );
}

/** What waits in Node, over a bar of how much of the high-water mark it is: full, write() returns false. */
export function QueuedCell({ own, peer }: RowFacts) {
  const cell = useRef<HTMLSpanElement>(null);
  const marks = useLab((s) => [own, peer].map((end) => (end ? highWaterMarkOf(end, s) : 0)).join());
  useEffect(() => {
    const [ends, most] = [[own, peer], marks.split(',').map(Number)];
    const paint = () => {
      const shares = ends.map((end, i) => (end && most[i] ? queuedOf([end]) / most[i] : 0));
      const fill = `${Math.round(Math.min(1, Math.max(...shares)) * 100)}%`;
      if (!cell.current || cell.current.dataset.fill === fill) return;
      cell.current.dataset.fill = fill;
      cell.current.style.setProperty('--fill', fill);
    };
    paint();
    return onPaint(paint);
  }, [own, peer, marks]);
  const text = useLiveText<HTMLSpanElement>(() => {
    const queued = queuedOf(peer ? [own, peer] : [own]);
    return queued === 0 ? '' : formatBytes(queued);
  });
  return (
    <span ref={cell} className={style.queued}>
      <span ref={text} className="numbers" />
    </span>
  );
}

/** The tags of both ends. */
export function TagCell({ own, peer }: RowFacts) {
  const tags = tagsOf(peer ? [own, peer] : [own]);
  return (
    <span className={tagStyle.cells} title={tags.join(' · ')}>
      {tags.map((tag) => (
        <span key={tag} className={tagStyle.cell} style={tagHue(tag)}>
          {tag}
        </span>
      ))}
    </span>
  );
}

/** The rule of the server's mock that has fired last. */
export function RuleCell({ own, peer }: RowFacts) {
  const end = own.firedRules ? own : peer;
  const last = end?.firedRules?.at(-1);
  const serverId = end?.serverId;
  const name = useLab((s) =>
    last === undefined || serverId === undefined ? '' : firedName(s.lab.servers.get(serverId)?.mock?.rules, last),
  );
  return <Address text={name} />;
}
