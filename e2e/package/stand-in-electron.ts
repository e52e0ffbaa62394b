// A stand-in for Electron's own folder: just enough for electron-builder to put an app around it.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Marks the place of the fuses in Electron's program; then come their version, their number, and one digit for each. */
export const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The fuses as Electron 45 is delivered: some on, some off, one that is unknown to the tools yet. */
const DELIVERED = '101100011';

const programs = ['electron', 'chrome-sandbox', 'chrome_crashpad_handler'];
const files = [
  ...['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat', 'resources.pak', 'snapshot_blob.bin'],
  ...['v8_context_snapshot.bin', 'libffmpeg.so', 'locales/en-US.pak', 'locales/de.pak'],
];

/** Writes the folder. */
export function makeStandIn(folder: string, version: string): void {
  mkdirSync(path.join(folder, 'resources'), { recursive: true });
  mkdirSync(path.join(folder, 'locales'));
  for (const file of [...programs, ...files]) writeFileSync(path.join(folder, file), 'stand-in');
  const wire = Buffer.from([1, DELIVERED.length]);
  const program = ['#!/bin/sh\necho "This is no Electron." >&2\nexit 1\n# ', FUSE_SENTINEL, wire, DELIVERED, '\n'];
  writeFileSync(path.join(folder, 'electron'), Buffer.concat(program.map((part) => Buffer.from(part))));
  writeFileSync(path.join(folder, 'version'), version);
  for (const file of programs) chmodSync(path.join(folder, file), 0o755);
}

/** The fuses in a program, by their place: true for on. */
export function fusesIn(program: Buffer): boolean[] {
  const at = program.indexOf(FUSE_SENTINEL);
  if (at < 0) throw new Error('there are no fuses in this program');
  const from = at + FUSE_SENTINEL.length;
  const count = program[from + 1] ?? 0;
  return Array.from(program.subarray(from + 2, from + 2 + count), (digit) => digit === '1'.charCodeAt(0));
}
