// The licences of everything that is bundled into the app, as one text beside it. Collected while building, so that
// nothing can be forgotten: what is in a bundle came through here.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/**
 * A plugin that notes which packages some bundles are made of, and `write` for their licences once all are built. The
 * notes lie in `notes`, a file for each bundle: Vite makes a plugin anew for each.
 */
export function bundledLicences(notes: string, bundles: readonly string[]) {
  const noteOf = (bundle: string) => path.join(notes, `${bundle}.json`);
  const plugin: Plugin = {
    name: 'bundled-licences',
    generateBundle() {
      const { name } = this.environment;
      if (!bundles.includes(name)) return;
      const folders = new Set([...this.getModuleIds()].map(packageFolder).filter((folder) => folder !== undefined));
      mkdirSync(notes, { recursive: true });
      writeFileSync(noteOf(name), JSON.stringify([...folders]));
    },
  };
  const write = (file: string) => {
    const folders = new Set(bundles.flatMap((name) => JSON.parse(readFileSync(noteOf(name), 'utf8')) as string[]));
    writeFileSync(file, licencesText([...folders]));
  };
  return { plugin, write };
}

/** The folder of the package a module belongs to; undefined for our own and for what exists only while building. */
export function packageFolder(moduleId: string): string | undefined {
  const bare = moduleId.replaceAll('\\', '/').replace(/^\0+/u, '').replace(/\?.*$/su, '');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/su.exec(bare)?.[0];
}

/** Name, version, kind of licence and its whole text for each package. A package without the text is named as such. */
export function licencesText(folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
    const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)(?:\.(?:md|txt))?$/iu.test(entry));
    const text = file
      ? readFileSync(path.join(folder, file), 'utf8').trim()
      : 'It comes without the text of its licence.';
    return { title: `${name} ${version} (${license ?? 'see below'})`, text };
  });
  parts.sort((a, b) => (a.title < b.title ? -1 : 1));
  const line = '-'.repeat(100);
  const intro = 'Socket Lab contains these packages. Electron’s and Chromium’s own licences lie beside this file.';
  return [intro, ...parts.map(({ title, text }) => `${line}\n${title}\n${line}\n\n${text}`)].join('\n\n').concat('\n');
}
