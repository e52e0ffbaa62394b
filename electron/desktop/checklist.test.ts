// What must not be in the shell at all: looked for in its sources, because a setting nobody made has no behaviour to test.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const sources = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => [name, readFileSync(path.join(import.meta.dirname, name), 'utf8')] as const);

test.each([
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'enableBlinkFeatures',
  'webviewTag',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'enableRemoteModule',
  'loadFile(',
  'file://',
  'http://',
  'executeJavaScript',
  'setIgnoreCertificateErrors',
  'certificate-error',
  'ignore-certificate-errors',
  'no-sandbox',
  'disable-web-security',
])('nothing uses %s', (word) => {
  for (const [name, text] of sources) {
    const code = text.replace(/^\s*(?:\/\/|\*|\/\*\*).*$/gmu, '');
    expect(code.includes(word), `${name} has ${word}`).toBe(false);
  }
});

test('every window is made under the same settings: sandbox, isolation, no Node', () => {
  const made = sources.flatMap(([, text]) => text.match(/new BrowserWindow\(\{.*?\n\s*\}\);/gsu) ?? []);
  expect(made.length).toBeGreaterThan(0);
  for (const window of made) expect(window).toMatch(/^\s+webPreferences,$/mu);
  const settings = sources.flatMap(([, text]) => text.match(/const webPreferences = \{.*?\}/su) ?? []);
  expect(settings).toHaveLength(1);
  expect(settings[0]).toMatch(/sandbox: true,\s+contextIsolation: true,\s+nodeIntegration: false,/u);
});

test('every window of Electron is confined, and every webview refused', () => {
  const text = new Map(sources);
  expect(text.get('main.ts')).toContain("app.on('web-contents-created', (_event, contents) => confine(contents");
  expect(text.get('confinement.ts')).toContain("contents.on('will-attach-webview', (event) => event.preventDefault())");
  expect(text.get('main.ts')).toContain('app.enableSandbox()');
});

test('the preload hands out functions of its own, none of Electron’s', () => {
  const preload = new Map(sources).get('preload.ts') ?? '';
  const exposed = preload.slice(preload.indexOf('exposeInMainWorld'));
  expect(exposed).not.toMatch(/[:{,]\s*(?:ipcRenderer|webUtils|contextBridge|process|require)\s*[,}]/u);
  expect(preload).not.toMatch(/ipcRenderer\.(?:sendSync|sendToHost|postMessage)/u);
});
