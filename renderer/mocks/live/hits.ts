import type { MockCounts } from '../../../shared/contract/records.ts';
import { formatCount, formatDuration } from '../../../shared/format.ts';
import { engineNow } from '../../state/clock.ts';

type Hits = MockCounts['rules'][string];

/** `×41 · last 0.4 s ago`; nothing for a rule that has not fired. */
export function hitsText(hits: Hits | undefined): string {
  if (!hits || hits.times === 0) return '';
  const ago = Math.max(0, engineNow() - hits.lastAt);
  return `×${formatCount(hits.times)} · last ${ago < 1_000 ? `${(ago / 1_000).toFixed(1)} s` : formatDuration(ago)} ago`;
}
