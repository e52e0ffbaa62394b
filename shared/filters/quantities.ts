// Sizes and durations as filters take them: `1mb`, `100`, `1mb/s`, `30s`, `5m`, `1h`.

const sizes: Readonly<Record<string, number>> = { '': 1, b: 1, kb: 1e3, k: 1e3, mb: 1e6, m: 1e6, gb: 1e9, g: 1e9 };
const times: Readonly<Record<string, number>> = { '': 1e3, ms: 1, s: 1e3, m: 60e3, min: 60e3, h: 3600e3 };

/** Bytes (or bytes per second), or undefined for what is no size. Units are decimal, as everywhere in the product. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-z]*)(?:\/s)?$/iu.exec(text);
  const unit = sizes[(match?.[2] ?? '-').toLowerCase()];
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}

/** Milliseconds; a bare number is seconds. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-z]*)$/iu.exec(text);
  const unit = times[(match?.[2] ?? '-').toLowerCase()];
  return match && unit !== undefined ? Number(match[1]) * unit : undefined;
}
