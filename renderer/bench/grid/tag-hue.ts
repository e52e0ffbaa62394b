import type { CSSProperties } from 'react';

/** The colour of a tag, always the same for the same words. It only helps the eye: the tag is told by its text. */
export function tagHue(tag: string): CSSProperties {
  let sum = 0;
  for (const character of tag) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return { '--tag-hue': String((sum % 12) * 30) } as CSSProperties;
}
