// Saving the ladder as a file, in the colours that are on screen.
import type { Scene } from '../../../../shared/model/ladder/scene.ts';
import type { Tone } from '../../../../shared/model/ladder/shape.ts';
import { ladderSvg } from '../../../../shared/model/ladder/svg.ts';

const tones: readonly Tone[] = ['client', 'server', 'text', 'muted', 'fail', 'border', 'canvas', 'selected'];
/** Canvases have a limit of 32,767 pixels a side in every browser, and of memory well before that. */
const MOST_PIXELS = 16_000;

/** The whole ladder as SVG text. */
export function svgOf(scene: Scene, title: string): string {
  const computed = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries(tones.map((tone) => [tone, computed.getPropertyValue(`--${tone}`).trim()]));
  return ladderSvg(scene, { title, colours: colours as Record<Tone, string> });
}

/** Offers a text as a file. */
export function saveSvg(svg: string, name: string): void {
  save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** Draws the SVG onto a canvas, twice as fine as the screen where there is room, and offers it as a file. */
export async function savePng(svg: string, scene: Scene, name: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  if (image.naturalHeight > MOST_PIXELS) {
    throw new Error(
      `The picture would be ${image.naturalHeight} pixels high, and a PNG can have ${MOST_PIXELS}. Collapse the runs, or save it as SVG.`,
    );
  }
  const fine = image.naturalHeight * 2 <= MOST_PIXELS ? 2 : 1;
  const canvas = document.createElement('canvas');
  canvas.width = scene.geometry.width * fine;
  canvas.height = image.naturalHeight * fine;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture is too large for this browser. Save it as SVG.');
  save(blob, `${name}.png`);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads the blob after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
