// `import source from './x.ts?worker-source'` gives the bundled program of a worker thread as text, for
// `new Worker(source, { eval: true })`: one file stays one file, and it is the same from sources and from the bundle.
import { build, type Plugin } from 'vite';

const SUFFIX = '?worker-source';

/** The plugin for every configuration that bundles or runs the engine. */
export function workerSource(): Plugin {
  return {
    name: 'worker-source',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return undefined;
      const file = await this.resolve(source.slice(0, -SUFFIX.length), importer);
      return file && `${file.id}${SUFFIX}`;
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return undefined;
      const file = id.slice(0, -SUFFIX.length);
      this.addWatchFile(file);
      return `export default ${JSON.stringify(await bundled(file))};`;
    },
  };
}

async function bundled(file: string): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: file,
      write: false,
      target: 'node20',
      rolldownOptions: { external: [/^node:/], output: { format: 'cjs', codeSplitting: false } },
    },
  });
  if (!('output' in made)) throw new Error(`${file} could not be bundled`);
  return made.output[0].code;
}
