// Draws the icons of build/icons from their SVG sources, with Chromium: PNGs for Linux, .ico for Windows, .icns for macOS.
// Run it after changing a source (`node build/make-icons.mjs`) and commit what it writes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from '../e2e/ensure-chromium.mjs';

const folder = path.join(import.meta.dirname, 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
/** Up to this size details only blur. */
const SMALL = 32;
/** macOS leaves this much of an icon's box empty around its tile; the others fill theirs. */
const TILE = { x: 68, y: 68, width: 888, height: 888 };

const source = (name) => readFileSync(path.join(folder, `${name}.svg`), 'utf8');
/** The same drawing, cut to a part of it. */
const cut = (svg, { x, y, width, height }) => svg.replace(/viewBox="[^"]+"/u, `viewBox="${x} ${y} ${width} ${height}"`);

const executablePath = ensureChromium();
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage();
try {
  const app = await drawn((size) => (size <= SMALL ? source('app-small') : cut(source('app'), TILE)));
  const mac = await drawn((size) => (size <= SMALL ? source('app-small') : source('app')));
  const document = await drawn(() => source('document'));
  mkdirSync(path.join(folder, 'linux'), { recursive: true });
  for (const size of sizes) writeFileSync(path.join(folder, `linux/${size}x${size}.png`), app.get(size));
  writeFileSync(path.join(folder, 'app.ico'), ico(app));
  writeFileSync(path.join(folder, 'app.icns'), icns(mac));
  writeFileSync(path.join(folder, 'document.ico'), ico(document));
  writeFileSync(path.join(folder, 'document.icns'), icns(document));
} finally {
  await browser.close();
}

/** PNGs of a drawing, by size. */
async function drawn(svgFor) {
  const images = new Map();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    const svg = svgFor(size).replace('<svg ', `<svg width="${size}" height="${size}" style="display:block" `);
    await page.setContent(`<body style="margin:0;background:transparent">${svg}</body>`);
    images.set(size, await page.screenshot({ omitBackground: true }));
  }
  return images;
}

/** Windows' format: a directory of 16 bytes an image, then the images, as PNG (since Vista). */
function ico(images) {
  const entries = [...images].filter(([size]) => size <= 256);
  const header = Buffer.alloc(6 + 16 * entries.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(entries.length, 4);
  let offset = header.length;
  for (const [i, [size, png]] of entries.entries()) {
    const at = 6 + 16 * i;
    header.writeUInt8(size % 256, at); // 0 stands for 256
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4); // planes
    header.writeUInt16LE(32, at + 6); // bits a pixel
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...entries.map(([, png]) => png)]);
}

/** Apple's format: a type of four letters and a length before each PNG. Types with @2x hold twice the size they stand for. */
function icns(images) {
  const types = {
    icp4: 16,
    icp5: 32,
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic08: 256,
    ic13: 256,
    ic09: 512,
    ic14: 512,
    ic10: 1024,
  };
  const parts = Object.entries(types).map(([type, size]) => {
    const png = images.get(size);
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}
