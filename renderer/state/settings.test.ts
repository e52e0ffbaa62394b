import { expect, test } from 'vitest';
import { defaultSettings, readSettings } from './settings.ts';

test('settings that were kept are read back as they were', () => {
  const mine = { ...defaultSettings, theme: 'dark', foldAfterSeconds: 5, defaultHost: '::1' } as const;
  expect(readSettings(JSON.stringify(mine))).toEqual({ settings: mine, broken: [] });
  expect(readSettings(null)).toEqual({ settings: defaultSettings, broken: [] });
});

test('each broken value falls back by itself and is named; what is unknown is left out', () => {
  const text = JSON.stringify({
    theme: 'purple',
    density: 'compact',
    foldAfterSeconds: -1,
    stranger: 1,
    letterKeys: 'yes',
  });
  const { settings, broken } = readSettings(text);
  expect(broken.sort()).toEqual(['foldAfterSeconds', 'letterKeys', 'theme']);
  expect(settings).toEqual({ ...defaultSettings, density: 'compact' });
});

test('text that is no settings at all gives the defaults, and all of them are named', () => {
  for (const text of ['', '{', 'null', '[]', '7', '"x"', `{"__proto__":{"theme":"dark"}`]) {
    const { settings, broken } = readSettings(text);
    expect(settings, text).toEqual(defaultSettings);
    expect(broken, text).toHaveLength(Object.keys(defaultSettings).length);
  }
  expect(readSettings('{"__proto__":{"theme":"dark"}}').settings.theme).toBe('system');
});
