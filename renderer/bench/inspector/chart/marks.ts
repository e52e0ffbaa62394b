// What stands over the curves: flags with letters, the line of the selected event, the high-water mark.
import uPlot from 'uplot';
import { formatBytes } from '../../../../shared/format.ts';
import type { ChartFlag } from '../../../../shared/model/chart/chart-facts.ts';
import type { ChartColours } from './chart-colours.ts';

export interface Marks {
  readonly flags: readonly ChartFlag[];
  /** Wall-clock seconds of engine time 0. */
  readonly zero: number;
  readonly selectedAt: number | undefined;
  readonly colours: ChartColours;
  readonly letters?: boolean;
}

/** Flags closer than this would hide each other's letters: the later ones are lines only. */
const LETTER_ROOM = 13;

/** Draws the flags and the selected moment. */
export function drawMarks(plot: uPlot, { flags, zero, selectedAt, colours, letters }: Marks): void {
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  ctx.font = `600 ${11 * ratio}px system-ui`;
  ctx.textAlign = 'center';
  let lastLetter = Number.NEGATIVE_INFINITY;
  for (const { at, letter } of flags) {
    const x = plot.valToPos(zero + at / 1000, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    vertical(ctx, x, bbox, colours.muted, [3 * ratio, 3 * ratio], ratio);
    if (!letters || x - lastLetter < LETTER_ROOM * ratio) continue;
    lastLetter = x;
    ctx.fillStyle = colours.text;
    ctx.fillText(letter, x, bbox.top - 4 * ratio);
  }
  if (selectedAt !== undefined) {
    vertical(ctx, plot.valToPos(zero + selectedAt / 1000, 'x', true), bbox, colours.text, [], 2 * ratio);
  }
  // The zero line is always there, whatever the grid makes of it.
  const y = plot.valToPos(0, 'y', true);
  ctx.strokeStyle = colours.muted;
  ctx.lineWidth = ratio;
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

function vertical(
  ctx: CanvasRenderingContext2D,
  x: number,
  bbox: uPlot.BBox,
  colour: string,
  dash: number[],
  width: number,
): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
}

/** The line above which `write()` returns false, with its name. */
export function drawWaterMark(plot: uPlot, bytes: number | undefined, { text }: ChartColours): void {
  if (bytes === undefined) return;
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio;
  const y = plot.valToPos(bytes, 'y', true);
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.save();
  ctx.strokeStyle = text;
  ctx.lineWidth = ratio;
  ctx.setLineDash([10 * ratio, 3 * ratio, 2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${11 * ratio}px system-ui`;
  ctx.fillStyle = text;
  ctx.textAlign = 'right';
  ctx.fillText(`high-water mark ${formatBytes(bytes)}`, bbox.left + bbox.width - 6 * ratio, y - 4 * ratio);
  ctx.restore();
}
