import { expect, test } from 'vitest';
import { ariaKeys, bindingOf, canonical, keysOfPress, shownKeys, typesCharacter } from './keys.ts';

const press = (key: string, code: string, held: string[] = []) => ({
  key,
  code,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
});

test('keys are shown as each platform writes them', () => {
  expect(shownKeys('$mod+Shift+e', 'other')).toBe('Ctrl+Shift+E');
  expect(shownKeys('$mod+Shift+e', 'mac')).toBe('⇧⌘E');
  expect(shownKeys('Alt+l', 'mac')).toBe('⌃L');
  expect(shownKeys('Escape Escape', 'other')).toBe('Esc Esc');
  expect(shownKeys('$mod+\\', 'other')).toBe('Ctrl+\\');
  expect(shownKeys('f', 'other')).toBe('f');
});

test('a binding names the place of a key whose character a modifier changes', () => {
  expect(bindingOf('$mod+Shift+.', 'other')).toBe('Control+Shift+Period');
  expect(bindingOf('$mod+.', 'mac')).toBe('Meta+.');
  expect(bindingOf('Alt+1', 'other')).toBe('Alt+Digit1');
  expect(bindingOf('Alt+g', 'other')).toBe('Alt+KeyG');
  expect(bindingOf('Alt+g', 'mac')).toBe('Control+g');
  expect(bindingOf('?', 'other')).toBe('[Shift]+?');
  expect(bindingOf('Escape Escape', 'other')).toBe('Escape Escape');
});

test('the same press has one canonical spelling', () => {
  expect(canonical('R', 'other')).toBe(canonical('Shift+r', 'other'));
  expect(canonical('Shift+$mod+E', 'other')).toBe(canonical('Control+Shift+e', 'other'));
  expect(canonical('Alt+l', 'mac')).toBe(canonical('Control+l', 'mac'));
  expect(canonical('r', 'other')).not.toBe(canonical('R', 'other'));
});

test('keys that type a character are told from those that do not', () => {
  for (const keys of ['f', 'Shift+R', '?', '[', 'g g']) expect(typesCharacter(keys), keys).toBe(true);
  for (const keys of ['$mod+f', 'F6', 'Escape', 'Alt+Shift+1', 'ArrowUp'])
    expect(typesCharacter(keys), keys).toBe(false);
});

test('a press is called what a command would call it', () => {
  expect(keysOfPress(press('E', 'KeyE', ['ctrl', 'shift']), 'other')).toBe('$mod+Shift+E');
  expect(keysOfPress(press('e', 'KeyE', ['meta']), 'mac')).toBe('$mod+E');
  expect(keysOfPress(press('>', 'Period', ['ctrl', 'shift']), 'other')).toBe('$mod+Shift+.');
  expect(keysOfPress(press('¡', 'Digit1', ['ctrl']), 'mac')).toBe('Alt+1');
  expect(keysOfPress(press('?', 'Slash', ['shift']), 'other')).toBe('?');
  expect(keysOfPress(press('R', 'KeyR', ['shift']), 'other')).toBe('Shift+R');
  expect(keysOfPress(press('F6', 'F6', ['shift']), 'other')).toBe('Shift+F6');
  expect(keysOfPress(press('Control', 'ControlLeft', ['ctrl']), 'other')).toBeUndefined();
});

test('aria-keyshortcuts is given for one press and not for a sequence', () => {
  expect(ariaKeys('$mod+k', 'other')).toBe('Control+K');
  expect(ariaKeys('$mod+k', 'mac')).toBe('Meta+K');
  expect(ariaKeys('Escape Escape', 'other')).toBeUndefined();
});
