import { useState } from 'react';
import type { LadderSource } from '../../../../shared/model/ladder/ladder-facts.ts';
import type { Scene } from '../../../../shared/model/ladder/scene.ts';
import { type LinkedEvent, linkEvent, useSelectionLink } from '../../../state/selection-link.ts';

/**
 * The index of the chosen row, and how to choose another. What is chosen elsewhere is chosen here too; runs and gaps,
 * which stand for no single event, are chosen here only.
 */
export function useChosenRow(scene: Scene): readonly [number, (index: number) => void] {
  const linked = useSelectionLink((s) => s.linked);
  const [own, setOwn] = useState<{ key: string; linked: LinkedEvent | undefined }>();
  const { rows, rowOf } = scene.rows;
  const ownRow = own?.linked === linked ? rows.findIndex(({ key }) => key === own?.key) : -1;
  const position = ownRow < 0 && linked ? scene.ladder.instants.findIndex(({ source }) => isOf(source, linked)) : -1;
  const chosen = position >= 0 ? (rowOf[position] ?? -1) : ownRow;

  function choose(index: number): void {
    const row = rows[index];
    const instant = row?.kind === 'instant' ? scene.ladder.instants[row.first] : undefined;
    if (!row) return;
    let next = linked;
    if (instant && instant.source.kind !== 'record') {
      next = { ...instant.source, at: instant.at };
      linkEvent(next);
    }
    setOwn({ key: row.key, linked: next });
  }
  return [chosen, choose];
}

function isOf(source: LadderSource, linked: LinkedEvent): boolean {
  if (source.kind === 'chunk') {
    return linked.kind === 'chunk' && source.socketId === linked.socketId && source.index === linked.index;
  }
  return source.kind === 'event' && linked.kind === 'event' && source.number === linked.number;
}
