import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../build/bundled-licences.ts';

const icons = path.resolve(import.meta.dirname, '../../build/icons');
const read = (name: string) => readFileSync(path.join(icons, name));
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Width and height of a PNG (its first chunk, IHDR). */
function pngSize(png: Buffer): [number, number] {
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

test('Linux: a picture of each size', () => {
  for (const size of sizes) expect(pngSize(read(`linux/${size}x${size}.png`))).toEqual([size, size]);
});

test.each(['app', 'document'])('Windows: %s.ico holds seven pictures', (name) => {
  const ico = read(`${name}.ico`);
  const found = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const [length, offset] = [ico.readUInt32LE(6 + 16 * i + 8), ico.readUInt32LE(6 + 16 * i + 12)];
    return pngSize(ico.subarray(offset, offset + length))[0];
  });
  expect(found).toEqual([16, 24, 32, 48, 64, 128, 256]);
});

test.each(['app', 'document'])('macOS: %s.icns holds ten pictures, of the size their type says', (name) => {
  const icns = read(`${name}.icns`);
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  const found: [string, number][] = [];
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
    found.push([icns.toString('latin1', at, at + 4), pngSize(icns.subarray(at + 8))[0]]);
  }
  expect(Object.fromEntries(found)).toEqual({
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
  });
});

test('which package a module belongs to', () => {
  expect(packageFolder('/a/node_modules/react/index.js')).toBe('/a/node_modules/react');
  expect(packageFolder('/a/node_modules/x/node_modules/@s/y/z.js?v=1')).toBe('/a/node_modules/x/node_modules/@s/y');
  expect(packageFolder('C:\\a\\node_modules\\react\\index.js')).toBe('C:/a/node_modules/react');
  expect(packageFolder('\0/a/node_modules/react/index.js?commonjs')).toBe('/a/node_modules/react');
  expect(packageFolder('/a/renderer/app.tsx')).toBeUndefined();
});
