// The few kinds of marks a drawing consists of. The screen and the exported file draw the same list.
import type { Provenance } from './ladder-facts.ts';

/** A colour by its meaning; what it looks like is the theme's matter. */
export type Tone = 'client' | 'server' | 'text' | 'muted' | 'fail' | 'border' | 'canvas' | 'selected';
export type Dash = 'solid' | 'sampled' | 'inferred' | 'dotted';

interface Mark {
  /** What it stands for: `arrow`, `fin`, `rst`, `lifeline`, … */
  readonly element: string;
  readonly provenance: Provenance;
  /** The row it belongs to; -1 for what spans several. */
  readonly row: number;
}

export interface PathShape extends Mark {
  readonly kind: 'path';
  readonly d: string;
  readonly stroke?: Tone;
  readonly fill?: Tone;
  readonly width?: number;
  readonly dash?: Dash;
}

export interface TextShape extends Mark {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: Tone;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly italic?: boolean;
  readonly bold?: boolean;
}

export type Shape = PathShape | TextShape;

export const dashes: Readonly<Record<Dash, string | undefined>> = {
  solid: undefined,
  sampled: '1 4 8 4',
  inferred: '6 5',
  dotted: '1.5 5',
};

/** A number as a drawing writes it: a tenth of a pixel is fine enough. */
export const px = (value: number): string => String(Math.round(value * 10) / 10);

/** An arrowhead at `x`,`y` for a line that comes from `fromX`,`fromY`. */
export function arrowHead(fromX: number, fromY: number, x: number, y: number, size = 7): string {
  const angle = Math.atan2(y - fromY, x - fromX);
  const side = (turn: number) => `${px(x - size * Math.cos(angle + turn))} ${px(y - size * Math.sin(angle + turn))}`;
  return `M${side(0.42)}L${px(x)} ${px(y)}L${side(-0.42)}`;
}
