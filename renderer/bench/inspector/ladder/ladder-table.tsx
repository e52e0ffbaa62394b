import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { Scene } from '../../../../shared/model/ladder/scene.ts';
import { tableHead, tableRow } from '../../../../shared/model/ladder/table.ts';
import style from './ladder.module.css';

const ROW = 24;

export interface LadderTableProps {
  readonly scene: Scene;
  readonly chosen: number;
  choose(index: number): void;
}

/** The same rows in words. Only those in sight are in the document; the counts of all are told. */
export function LadderTable({ scene, chosen, choose }: LadderTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = scene.rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (i) => rows[i]?.key ?? i,
    overscan: 20,
  });
  return (
    <div ref={scroller} className={style.scroller} tabIndex={0} role="region" aria-label="Ladder as a table">
      <div role="table" className={style.table} aria-rowcount={rows.length + 1} data-testid="ladder-table">
        <div role="row" className={`${style.row} ${style.head}`} aria-rowindex={1}>
          {tableHead.map((title) => (
            <span key={title} role="columnheader" className={title === 'Bytes' ? style.number : undefined}>
              {title}
            </span>
          ))}
        </div>
        <div role="rowgroup" className={style.content} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = tableRow(scene, index);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the drawing walk the rows
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={index === chosen}
                className={`${style.row} ${index === chosen ? style.chosen : ''}`}
                style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${start}px)` }}
                data-testid="ladder-table-row"
                data-provenance={row.evidence}
                onClick={() => choose(index)}
              >
                <span role="cell" className="mono">
                  {row.time}
                </span>
                <span role="cell" className="mono">
                  {row.delta}
                </span>
                <span role="cell">{row.from}</span>
                <span role="cell">{row.to}</span>
                <span role="cell" title={row.what}>
                  {row.what}
                </span>
                <span role="cell" className={style.number}>
                  {row.bytes}
                </span>
                <span role="cell">{row.evidence}</span>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
