import { useId, useRef } from 'react';
import { formatBytes, formatCounted } from '../../../../shared/format.ts';
import type { Bucket, BucketId, Pipe, Valve } from '../../../../shared/model/pipes.ts';
import style from './pipes.module.css';

/** An empty bucket of the kernel is this deep until more has been seen in it. */
const LEAST_SCALE = 64 * 1024;
/** The line of the high-water mark stands this far up. */
const LINE = 0.6;

/** One direction: four buckets, the valves between them, and what it means. */
export function PipeDrawing({ pipe }: { pipe: Pipe }) {
  const fullest = useRef<Partial<Record<BucketId, number>>>({});
  const said = useId();
  const [app, out, into, program] = pipe.buckets;
  const level = (bucket: Bucket): number => {
    const { id, bytes = 0, capacity } = bucket;
    if (capacity !== undefined) return capacity > 0 ? Math.min(1, (bytes / capacity) * LINE) : Math.min(1, bytes);
    if (id === 'program') return pipe.ledger.written > 0 ? Math.min(1, bytes / pipe.ledger.written) : bytes > 0 ? 1 : 0;
    const most = Math.max(LEAST_SCALE, fullest.current[id] ?? 0, bytes);
    fullest.current[id] = most;
    return bytes / most;
  };
  return (
    <section
      className={`${style.pipe} ${style[pipe.from]}`}
      data-testid="pipe"
      data-from={pipe.from}
      aria-label={`${pipe.from} to ${pipe.to}`}
    >
      <div className={style.heading}>
        <h3>
          {pipe.from} → {pipe.to}
        </h3>
        <p id={said} className={style.sentence} data-testid="pipe-sentence">
          <strong>{pipe.word}</strong> {pipe.sentence}
        </p>
      </div>
      <div className={pipe.inlet ? style.bucketsWithInlet : style.buckets} aria-describedby={said}>
        {pipe.inlet && <ValveMark valve={pipe.inlet} />}
        <BucketBox bucket={app} level={level(app)} />
        <ValveMark valve={pipe.valves[0]} />
        <BucketBox bucket={out} level={level(out)} />
        <ValveMark valve={pipe.valves[1]} />
        <BucketBox bucket={into} level={level(into)} />
        <ValveMark valve={pipe.valves[2]} />
        <BucketBox bucket={program} level={level(program)} />
      </div>
    </section>
  );
}

function BucketBox({ bucket, level }: { bucket: Bucket; level: number }) {
  const { id, title, bytes, provenance, capacity, note } = bucket;
  const known = bytes !== undefined;
  const over = known && capacity !== undefined && bytes > capacity;
  return (
    <div
      className={style.bucket}
      data-testid="bucket"
      data-bucket={id}
      data-bytes={bytes}
      data-provenance={known ? provenance : undefined}
    >
      <span className={style.name}>{title}</span>
      <svg className={style.box} viewBox="0 0 100 64" preserveAspectRatio="none" aria-hidden="true">
        {known ? (
          <rect className={style.water} x="2" width="96" y={62 - 60 * level} height={60 * level} />
        ) : (
          Array.from({ length: 12 }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: strokes of a hatching have no names
            <path key={i} className={style.unseen} d={`M${i * 16 - 70} 64l64 -64`} />
          ))
        )}
        {capacity !== undefined && <path className={style.line} d={`M0 ${62 - 60 * LINE}h100`} />}
        <path className={style.walls} d="M1 0V63H99V0" />
      </svg>
      <span
        className={style.number}
        title={known ? `${formatCounted(bytes, 'byte')}, ${provenance}${note === '' ? '' : `, ${note}`}` : note}
      >
        {known ? formatBytes(bytes) : '?'}
        <small className={style.mark}>
          {known && provenance !== 'observed' ? ` • ${provenance}` : ''}
          {note === '' ? '' : ` · ${over ? `${note}, over it` : note}`}
        </small>
      </span>
    </div>
  );
}

/** What of a valve is drawn thin, and what heavy. */
const valveShapes: Readonly<Record<Valve['state'], { readonly thin: string; readonly heavy?: string }>> = {
  open: { thin: 'M2 12h34M29 6l7 6-7 6' },
  closed: { thin: 'M2 12h12M26 12h12', heavy: 'M14 4v16M26 4v16M15 6l10 12M25 6L15 18' },
  narrow: { thin: 'M2 12h34M31 8l5 4-5 4', heavy: 'M12 2l8 7 8-7M12 22l8-7 8 7' },
  cut: { thin: 'M2 12h9M29 12h9', heavy: 'M13 5l14 14M27 5L13 19' },
};

/** A valve: an arrow that flows, one through a narrow place, one that is shut, or a cut; with its word. */
function ValveMark({ valve }: { valve: Valve }) {
  const { thin, heavy } = valveShapes[valve.state];
  return (
    <div className={style.valve} data-testid="valve" data-state={valve.state}>
      <svg viewBox="0 0 40 24" width="40" height="24" aria-hidden="true">
        <path className={style.flow} d={thin} />
        {heavy !== undefined && <path className={style.cross} d={heavy} />}
      </svg>
      <span>{valve.word}</span>
    </div>
  );
}
