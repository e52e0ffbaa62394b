declare module '*?worker-source' {
  /** The bundled program, for `new Worker(source, { eval: true })`; see `electron/worker-source.ts`. */
  const source: string;
  export default source;
}
