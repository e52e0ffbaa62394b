// What the curves look like: told apart by dash and filling as well as by colour.
import type uPlot from 'uplot';

export interface ChartColours {
  readonly client: string;
  readonly server: string;
  readonly text: string;
  readonly muted: string;
  readonly canvas: string;
}

/** The theme's colours as they are now. */
export function chartColours(): ChartColours {
  const computed = getComputedStyle(document.documentElement);
  const colour = (name: string) => computed.getPropertyValue(name).trim();
  return {
    client: colour('--client'),
    server: colour('--server'),
    text: colour('--text'),
    muted: colour('--muted'),
    canvas: colour('--canvas'),
  };
}

/** Client to server above the line, filled; server to client below it, dashed and hatched. */
export function throughputSeries({ client, server }: ChartColours, steps: Pick<uPlot.Series, 'paths'>): uPlot.Series[] {
  return [
    { label: 'client → server', stroke: client, width: 1.6, fill: `${client}38`, ...steps, points: { show: false } },
    {
      label: 'server → client',
      stroke: server,
      width: 1.6,
      dash: [6, 4],
      fill: () => hatching(server),
      ...steps,
      points: { show: false },
    },
  ];
}

/** App queue solid, kernel send dashed, peer’s kernel dotted; the client’s in its colour, the server’s in its own. */
export function queueSeries({ client, server }: ChartColours, steps: Pick<uPlot.Series, 'paths'>): uPlot.Series[] {
  const dashes = [[], [8, 4], [2, 4]];
  const names = ['app queue', 'kernel send', 'peer’s kernel'];
  return [client, server].flatMap((stroke, i) =>
    names.map(
      (name, k): uPlot.Series => ({
        label: `${i === 0 ? 'client' : 'server'} ${name}`,
        stroke,
        width: i === 0 ? 1.8 : 1.2,
        ...(dashes[k]?.length && { dash: dashes[k] as number[] }),
        ...steps,
        points: { show: false },
      }),
    ),
  );
}

export function delaySeries({ text, muted }: ChartColours): uPlot.Series[] {
  return [
    { label: 'p50', stroke: text, width: 1.6, points: { show: true, size: 5 } },
    { label: 'p95', stroke: muted, width: 1.6, dash: [6, 4], points: { show: true, size: 4 } },
  ];
}

function hatching(colour: string): CanvasPattern | string {
  const canvas = document.createElement('canvas');
  canvas.width = 8;
  canvas.height = 8;
  const context = canvas.getContext('2d');
  if (!context) return colour;
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(-2, 10);
  context.lineTo(10, -2);
  context.stroke();
  return context.createPattern(canvas, 'repeat') ?? colour;
}
