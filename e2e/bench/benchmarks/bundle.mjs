import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { row } from '../measure.mjs';

const folder = path.resolve(import.meta.dirname, '../../../out/renderer');

/** What the first view needs, compressed: the page, its scripts with what they import at once, its styles. */
export const bundleBenchmark = {
  name: 'bundle',
  title: 'Size of the page, gzip',
  run() {
    const first = firstView();
    const all = readdirSync(path.join(folder, 'assets')).map((name) => `assets/${name}`);
    const later = all.filter((file) => /\.(?:js|css)$/u.test(file) && !first.includes(file));
    const fonts = all.filter((file) => file.endsWith('.woff2'));
    const kilobytes = (files) => files.reduce((sum, file) => sum + zipped(file), 0) / 1000;
    const options = { unit: 'KB', better: 'less', absolute: true };
    return [
      row({ what: 'first view', values: [kilobytes(first)], budget: 250, ...options }),
      row({ what: 'parts that are loaded when they are needed', values: [kilobytes(later)], ...options }),
      row({ what: 'fonts (all; a page loads those it shows)', values: [kilobytes(fonts)], ...options }),
    ];
  },
};

/** The files that index.html names, and what those import at once. */
function firstView() {
  const html = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const found = new Set(['index.html']);
  const waiting = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/gu)].map((match) => match[1]);
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(path.join(folder, file), 'utf8');
    // `import … from "./x.js"` and `import "./x.js"`, not `import("./x.js")`
    for (const [, name] of code.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/gu)) waiting.push(`assets/${name}`);
  }
  return [...found];
}

function zipped(file) {
  return gzipSync(readFileSync(path.join(folder, file)), { level: 9 }).length;
}
