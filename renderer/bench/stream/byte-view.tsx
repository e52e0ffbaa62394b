import type { ReactNode } from 'react';
import { asciiOf } from '../../../shared/text/hex-dump.ts';
import { type Token, tokensOf } from '../../../shared/text/tokens.ts';
import { ControlChip } from '../../ui/control-chip.tsx';
import { type Mark, type MarkedRun, markedRuns } from './byte-marks.ts';
import style from './stream.module.css';

export interface BytesProps {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly marks: readonly Mark[];
}

const classOf = ({ kinds }: MarkedRun) => kinds.map((kind) => style[kind]).join(' ') || undefined;

/** Bytes as text. Every piece says where its bytes are, so that a point on screen can be traced back to one. */
export function TextBytes({ bytes, start, end, marks, controls }: BytesProps & { readonly controls: boolean }) {
  return (
    <div className={style.bytes}>
      {markedRuns(start, end, marks).map((run) => {
        let at = run.start;
        const tokens = tokensOf(bytes.subarray(run.start, run.end)).map((token) => {
          const from = at;
          at += token.bytes;
          return tokenNode(token, from, controls);
        });
        return (
          <span key={run.start} className={classOf(run)}>
            {tokens}
          </span>
        );
      })}
    </div>
  );
}

function tokenNode({ kind, text, bytes }: Token, from: number, controls: boolean): ReactNode {
  if (kind === 'text') {
    return (
      <span key={from} data-from={from}>
        {text}
      </span>
    );
  }
  const place = { 'data-from': from, 'data-len': bytes };
  if (kind === 'invalid')
    return (
      <span key={from} className={style.invalid} {...place}>
        ‹{text}›
      </span>
    );
  if (controls) return <ControlChip key={from} name={text} {...place} />;
  return (
    <span key={from} {...place}>
      {text === 'TAB' ? '\t' : ''}
    </span>
  );
}

/** Bytes as hex cells with an ASCII column, groups of eight apart. */
export function HexBytes({ bytes, start, end, marks, columns }: BytesProps & { readonly columns: number }) {
  const cells = Array.from({ length: columns }, (_, i) => start + i);
  const kindsAt = (at: number) =>
    marks
      .filter((mark) => mark.start <= at && at < mark.end)
      .map((mark) => style[mark.kind])
      .join(' ');
  return (
    <div className={`${style.bytes} ${style.hex}`}>
      <span className={style.offset}>{start.toString(16).padStart(4, '0')}</span>
      <span className={style.cells}>
        {cells.map((at, i) =>
          at < end ? (
            <span
              key={at}
              className={`${style.cell} ${kindsAt(at)}`}
              data-group={i % 8 === 0 && i > 0 ? '' : undefined}
              data-from={at}
              data-len={1}
            >
              {(bytes[at] ?? 0).toString(16).padStart(2, '0')}
            </span>
          ) : (
            <span key={at} className={style.cell} data-group={i % 8 === 0 && i > 0 ? '' : undefined} />
          ),
        )}
      </span>
      <span className={style.ascii}>
        {markedRuns(start, end, marks).map((run) => (
          <span key={run.start} className={classOf(run)}>
            {asciiOf(bytes.subarray(run.start, run.end))}
          </span>
        ))}
      </span>
    </div>
  );
}

/** Text, and under it the bytes in hex where some of them are not printable. */
export function MixedBytes(props: BytesProps & { readonly controls: boolean }) {
  const { bytes, start, end } = props;
  const row = bytes.subarray(start, end);
  const plain = row.every((byte) => byte >= 32 && byte < 127);
  return (
    <div>
      <TextBytes {...props} />
      {!plain && (
        <div className={style.under} aria-hidden>
          {Array.from(row.subarray(0, 64), (byte) => byte.toString(16).padStart(2, '0')).join(' ')}
          {row.length > 64 && ' …'}
        </div>
      )}
    </div>
  );
}
