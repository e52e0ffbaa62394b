// The ladder as a file: the marks of the screen as SVG text, with the legend, readable without this program.
import { drawScene } from './draw.ts';
import { laneTitles, type Scene } from './scene.ts';
import { dashes, px, type Shape, type Tone } from './shape.ts';
import { legendSentence } from './words.ts';

export interface SvgOptions {
  readonly title: string;
  readonly colours: Readonly<Record<Tone, string>>;
}

const HEAD = 74;

/** A whole ladder as SVG 1.1. Texts of a socket are escaped: they come from a stranger. */
export function ladderSvg(scene: Scene, { title, colours }: SvgOptions): string {
  const { width } = scene.geometry;
  const height = Math.ceil(scene.layout.height);
  const shapes = drawScene(scene, { top: 0, bottom: height }, undefined);
  const text = (x: number, y: number, content: string, more = '') =>
    `<text x="${px(x)}" y="${px(y)}" fill="${colours.text}"${more}>${escaped(content)}</text>`;
  const sample = (x: number, name: string, dash: string | undefined) =>
    `<path d="M${x} 60h34" stroke="${colours.text}" stroke-width="1.6"${dash ? ` stroke-dasharray="${dash}"` : ''}/>` +
    text(x + 42, 64, name);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + HEAD}" viewBox="0 0 ${width} ${height + HEAD}" font-family="system-ui, sans-serif" font-size="11.5">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${colours.canvas}"/>`,
    text(12, 20, title, ' font-size="14" font-weight="600"'),
    text(12, 40, legendSentence),
    sample(12, 'observed', undefined),
    sample(132, 'sampled', dashes.sampled),
    sample(252, 'inferred', dashes.inferred),
    ...laneTitles(scene).map(({ x, name }) => text(x, 64, name, ' text-anchor="middle" font-weight="600"')),
    `<g transform="translate(0 ${HEAD})">`,
    ...shapes.map((shape) => element(shape, colours)),
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function element(shape: Shape, colours: SvgOptions['colours']): string {
  const data = ` data-element="${shape.element}" data-provenance="${shape.provenance}"`;
  if (shape.kind === 'text') {
    const style = `${shape.italic ? ' font-style="italic"' : ''}${shape.bold ? ' font-weight="600"' : ''}`;
    return `<text x="${px(shape.x)}" y="${px(shape.y)}" text-anchor="${shape.anchor}" fill="${colours[shape.tone]}"${style} paint-order="stroke" stroke="${colours.canvas}" stroke-width="3"${data}>${escaped(shape.text)}</text>`;
  }
  const dash = shape.dash && dashes[shape.dash];
  const stroke = shape.stroke
    ? ` stroke="${colours[shape.stroke]}" stroke-width="${shape.width ?? 1}"${dash ? ` stroke-dasharray="${dash}"` : ''}`
    : '';
  return `<path d="${shape.d}" fill="${shape.fill ? colours[shape.fill] : 'none'}"${stroke}${data}/>`;
}

/** Text as XML takes it (XML 1.0 section 2.2 leaves most control characters out altogether). */
function escaped(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
