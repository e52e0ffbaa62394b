// Keys as they are written in commands (`$mod+Shift+E`), as tinykeys takes them, as people read them, and as a key press
// gives them. Pure: the platform is an argument.

export type Platform = 'mac' | 'other';

/** The platform this page runs on; ⌘ is the main modifier on Apple's, Ctrl elsewhere. */
export const thisPlatform: Platform =
  typeof navigator === 'object' && /Mac|iPhone|iPad/u.test(navigator.platform) ? 'mac' : 'other';

/** Keys whose character changes with Shift or Option: with such a modifier the key's place on the board counts. */
const codes: Readonly<Record<string, string>> = {
  '.': 'Period',
  ',': 'Comma',
  '/': 'Slash',
  '\\': 'Backslash',
  '[': 'BracketLeft',
  ']': 'BracketRight',
  ';': 'Semicolon',
  "'": 'Quote',
  '-': 'Minus',
  '=': 'Equal',
  '`': 'Backquote',
};
const characters: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(codes).map(([character, code]) => [code, character]),
);

interface Press {
  readonly modifiers: readonly string[];
  readonly key: string;
}

function pressOf(text: string): Press {
  const parts = text.split(/(?<=[\w$])\+/u);
  const key = parts.pop() ?? '';
  return { modifiers: parts, key };
}
const pressesOf = (keys: string) => keys.trim().split(' ').map(pressOf);

/** On Apple's keyboards Option types characters: what is Alt elsewhere is Ctrl there (ux.md 6.1). */
const modifierOn = (platform: Platform, modifier: string) =>
  modifier === '$mod'
    ? platform === 'mac'
      ? 'Meta'
      : 'Control'
    : modifier === 'Alt' && platform === 'mac'
      ? 'Control'
      : modifier;

/** The sequence as tinykeys takes it. */
export function bindingOf(keys: string, platform: Platform): string {
  return pressesOf(keys)
    .map(({ modifiers, key }) => {
      const held = modifiers.map((modifier) => modifierOn(platform, modifier));
      if (held.length === 0 && /^[^\w\s]$/u.test(key)) return `[Shift]+${key}`; // “?” is Shift+/ on many keyboards
      return [...held, placeOf(key, held)].join('+');
    })
    .join(' ');
}

function placeOf(key: string, held: readonly string[]): string {
  if (/^\d$/u.test(key) && held.length > 0) return `Digit${key}`;
  if (/^[a-z]$/iu.test(key) && held.includes('Alt')) return `Key${key.toUpperCase()}`;
  return held.includes('Shift') ? (codes[key] ?? key) : key;
}

/** One spelling for keys that are the same press: modifiers in order, letters in lower case. */
export function canonical(keys: string, platform: Platform): string {
  return pressesOf(keys)
    .map(({ modifiers, key }) => {
      const capital = modifiers.length === 0 && /^[A-Z]$/u.test(key);
      const held = [...modifiers.map((m) => modifierOn(platform, m)), ...(capital ? ['Shift'] : [])];
      return [...new Set(held)].sort().concat(key.toLowerCase()).join('+');
    })
    .join(' ');
}

/** Whether keys type a character: such keys work only while a list has the focus, and can be switched off (WCAG 2.1.4). */
export function typesCharacter(keys: string): boolean {
  return pressesOf(keys).some(({ modifiers, key }) => key.length === 1 && modifiers.every((m) => m === 'Shift'));
}

const macSigns: Readonly<Record<string, string>> = { Meta: '⌘', Control: '⌃', Alt: '⌥', Shift: '⇧' };
const macOrder = ['Control', 'Alt', 'Shift', 'Meta'];
const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Enter: 'Enter',
  ' ': 'Space',
};

/** The keys as they are shown: `Ctrl+Shift+E`, `⇧⌘E`, `Esc Esc`. */
export function shownKeys(keys: string, platform: Platform = thisPlatform): string {
  return pressesOf(keys)
    .map(({ modifiers, key }) => {
      const held = modifiers.map((m) => modifierOn(platform, m));
      const name = signs[key] ?? (key.length === 1 && held.length > 0 ? key.toUpperCase() : key);
      if (platform === 'mac') {
        const inOrder = macOrder.filter((m) => held.includes(m)).map((m) => macSigns[m] ?? m);
        return inOrder.join('') + name;
      }
      return [...held.map((m) => (m === 'Control' ? 'Ctrl' : m === 'Meta' ? 'Win' : m)), name].join('+');
    })
    .join(' ');
}

/** As `aria-keyshortcuts` wants it (WAI-ARIA 1.2): `Control+Shift+E`. Undefined for a sequence, which it cannot say. */
export function ariaKeys(keys: string, platform: Platform = thisPlatform): string | undefined {
  const [press, ...more] = pressesOf(keys);
  if (!press || more.length > 0) return undefined;
  const held = press.modifiers.map((m) => modifierOn(platform, m));
  return [...held, press.key.length === 1 ? press.key.toUpperCase() : press.key].join('+');
}

/** What a key press is called, or undefined while only modifiers are held. */
export function keysOfPress(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  platform: Platform = thisPlatform,
): string | undefined {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Unidentified'].includes(event.key)) return undefined;
  const main = platform === 'mac' ? event.metaKey : event.ctrlKey;
  const other = platform === 'mac' ? event.ctrlKey : event.altKey;
  const held = [main && '$mod', other && 'Alt'].filter((m): m is string => m !== false);
  const letter = /^Key([A-Z])$/u.exec(event.code)?.[1];
  const typed = event.key === ' ' ? 'Space' : event.key;
  if (held.length === 0 && typed.length === 1) {
    return /^[A-Z]$/u.test(typed) ? `Shift+${typed}` : typed; // a character stands for itself
  }
  const digit = /^Digit(\d)$/u.exec(event.code)?.[1];
  const key = typed.length === 1 ? (digit ?? characters[event.code] ?? letter ?? typed.toUpperCase()) : typed;
  return [...held, ...(event.shiftKey ? ['Shift'] : []), key].join('+');
}
