// UX10: the contrast of the colours, computed from the style sheet itself (WCAG 2.2, 1.4.3 and 1.4.11).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../renderer/ui/tokens.css'), 'utf8');

type Tokens = ReadonlyMap<string, string>;

function tokensOf(theme: string): Tokens {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`, 'u').exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', value = '']) => [name, value]),
  );
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Pairs that have less contrast than they should, with what they have. */
function weak(tokens: Tokens, least: number, pairs: readonly (readonly [string, string])[]): string[] {
  return pairs.flatMap(([front, back]) => {
    const [a, b] = [tokens.get(front), tokens.get(back)];
    if (!a || !b) return [`${front} or ${back} is missing`];
    const found = contrast(a, b);
    return found < least ? [`${front} on ${back}: ${found.toFixed(2)}`] : [];
  });
}

const grounds = ['canvas', 'surface', 'raised'];
const onGrounds = (names: readonly string[]) =>
  names.flatMap((name) => grounds.map((ground) => [name, ground] as const));
const texts = ['text', 'muted', 'client', 'server', 'open', 'progress', 'attn', 'fail', 'closed'];
const chips = ['fail', 'attn', 'open', 'progress', 'closed'].map((n) => [`on-chip-${n}`, `chip-${n}`] as const);

for (const theme of ['light', 'dark', 'contrast']) {
  const tokens = tokensOf(theme);
  const textLeast = theme === 'contrast' ? 7 : 4.5;

  test(`UX10 text has ${textLeast}:1 in the ${theme} theme`, () => {
    expect(weak(tokens, textLeast, onGrounds(texts.filter((name) => theme !== 'contrast' || name !== 'fail')))).toEqual(
      [],
    );
    expect(weak(tokens, 4.5, [...chips, ['on-primary', 'primary'], ['fail', 'raised']])).toEqual([]);
    for (const ground of ['selected', 'hover', 'sunken']) {
      expect(
        weak(tokens, 4.5, [
          ['text', ground],
          ['muted', ground],
        ]),
      ).toEqual([]);
    }
  });

  test(`UX10 controls and the focus ring have 3:1 in the ${theme} theme`, () => {
    expect(weak(tokens, 3, onGrounds(['border-control', 'focus', 'primary']))).toEqual([]);
  });
}

test('the contrast is computed as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
});
