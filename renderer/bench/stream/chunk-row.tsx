import { Fragment, memo, type ReactNode, useState } from 'react';
import type { Socket } from '../../../shared/contract/records.ts';
import { formatBytes } from '../../../shared/format.ts';
import { hexLines } from '../../../shared/text/hex-dump.ts';
import { type Token, tokensOf } from '../../../shared/text/tokens.ts';
import { wallClock } from '../../state/clock.ts';
import type { StreamMode } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import style from './stream.module.css';
import type { StreamChunk } from './stream-model.ts';

/** Longer chunks are cut, with a button for the rest. */
const SHOWN_BYTES = 2_048;

export interface ChunkRowProps {
  readonly chunk: StreamChunk;
  readonly origin: Socket['origin'];
  readonly mode: StreamMode;
  /** Time since the chunk before, in milliseconds. */
  readonly delta: number | undefined;
}

/** One chunk: when, who spoke, how much, and the bytes. The speaker is told by word, arrow, bar and colour. */
export const ChunkRow = memo(function ChunkRow({ chunk, origin, mode, delta }: ChunkRowProps) {
  const [whole, setWhole] = useState(false);
  const byClient = (origin === 'accepted') === (chunk.direction === 'received');
  const { bytes } = chunk;
  const shown = whole ? bytes : bytes.subarray(0, SHOWN_BYTES);
  return (
    <div
      className={`${style.chunk} ${byClient ? style.client : style.server}`}
      data-testid="chunk"
      data-index={chunk.index}
      data-speaker={byClient ? 'client' : 'server'}
      data-direction={chunk.direction}
      data-provenance="observed"
    >
      <span className={style.meta} title={`${chunk.at.toFixed(3)} ms since the engine started`}>
        {clockText(wallClock(chunk.at))}
      </span>
      <span className={style.meta}>{delta === undefined ? '' : `+${(delta / 1000).toFixed(3)}`}</span>
      <span className={style.who}>
        {byClient ? 'client →' : '← server'}
        <span className="visually-hidden">, {chunk.direction}</span>
      </span>
      <span className={style.meta}>{formatBytes(bytes.length)}</span>
      <div>
        {mode === 'text' ? <TextBytes bytes={shown} /> : <HexBytes bytes={shown} />}
        {shown.length < bytes.length && (
          <Button small className={style.more ?? ''} onClick={() => setWhole(true)}>
            {formatBytes(bytes.length - shown.length)} more
          </Button>
        )}
      </div>
    </div>
  );
});

function TextBytes({ bytes }: { bytes: Uint8Array }) {
  const tokens = tokensOf(bytes);
  const last = tokens.length - 1;
  return <div className={style.bytes}>{tokens.map((token, i) => tokenNode(token, i, i === last))}</div>;
}

function tokenNode({ kind, text }: Token, key: number, last: boolean): ReactNode {
  switch (kind) {
    case 'text':
      return text;
    case 'newline':
      return (
        <Fragment key={key}>
          <span className={style.control}>{text}</span>
          {last ? '' : '\n'}
        </Fragment>
      );
    case 'invalid':
      return (
        <span key={key} className={style.invalid}>
          {text}
        </span>
      );
    default:
      return (
        <span key={key} className={style.control}>
          {text}
        </span>
      );
  }
}

function HexBytes({ bytes }: { bytes: Uint8Array }) {
  return (
    <div className={`${style.bytes} ${style.hex}`}>
      {hexLines(bytes).map((line) => [
        <span key={`o${line.offset}`} className={style.offset}>
          {line.offset.toString(16).padStart(4, '0')}
        </span>,
        <span key={`a${line.offset}`}>{line.groups[0]}</span>,
        <span key={`b${line.offset}`}>{line.groups[1]}</span>,
        <span key={`t${line.offset}`} className={style.ascii}>
          {line.ascii}
        </span>,
      ])}
    </div>
  );
}

/** `12:00:01.204` */
export function clockText(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
