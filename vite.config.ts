import { readFileSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { bundledLicences } from './build/bundled-licences.ts';
import { workerSource } from './electron/worker-source.ts';

const at = (...parts: string[]) => path.resolve(import.meta.dirname, ...parts);
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string };

/** One bundled CommonJS file for Node or Electron; every dependency inside, so nothing is needed beside it at run time. */
function nodeSide(name: string, input: string, target: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: [], builtins: ['electron', /^node:/] },
    build: {
      outDir: at('out', name),
      emptyOutDir: true,
      copyPublicDir: false,
      target,
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: at(input),
        external: ['electron', /^node:/, 'bufferutil', 'utf-8-validate'],
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  };
}

const licences = bundledLicences(at('out/licences'), ['client', 'main', 'preload']);

export default defineConfig({
  root: at('renderer'),
  base: './',
  plugins: [react(), workerSource(), licences.plugin],
  define: { __VERSION__: JSON.stringify(version) },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'cli', 'main', 'preload']) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      licences.write(at('out/licences.txt'));
    },
  },
  environments: {
    client: {
      build: {
        outDir: at('out/renderer'),
        emptyOutDir: true,
        target: 'chrome120',
        sourcemap: true,
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
      },
    },
    cli: nodeSide('cli', 'electron/cli/socket-lab.ts', 'node20'),
    main: nodeSide('main', 'electron/desktop/main.ts', 'node20'),
    preload: nodeSide('preload', 'electron/desktop/preload.ts', 'chrome120'),
  },
});
