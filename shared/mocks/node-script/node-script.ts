// “Copy as Node script”: a file that needs nothing but Node and behaves like the mock. Only what the mock uses is in it.
import type { Listen } from '../../contract/listen-options.ts';
import { directionsOf } from '../../faults/index.ts';
import { describe } from '../describe.ts';
import { behaviourOf, type Mock } from '../mock.ts';
import { core, helpers } from './runtime.ts';
import {
  actionSnippets,
  behaviourSnippets,
  framingSnippets,
  matcherSnippets,
  stepSnippets,
  wireSnippets,
} from './snippets.ts';

export interface NodeScript {
  readonly text: string;
  /** What the script does not do, in words. */
  readonly left: readonly string[];
}

/** The script for a mock that listens somewhere; port 0 prints the port it got. */
export function nodeScript(mock: Mock, listen: Listen = {}): NodeScript {
  const left = leftOut(mock);
  const wire = (mock.wire ?? []).filter((fault) => fault.kind in wireSnippets && directionsOf(fault)[0] === 'sent');
  const used = kindsIn([mock.greeting, mock.rules, mock.script]);
  const base = baseOf(mock);
  const framing = mock.framing ?? { kind: 'chunk' as const };
  const tables = [
    `const frame = ${framingSnippets[framing.kind]};`,
    table('matchers', matcherSnippets, used),
    mock.script ? table('steps', stepSnippets, used) : table('actions', actionSnippets, used),
    mock.script && mock.greeting?.length ? table('actions', actionSnippets, used) : '',
    base?.opened && `const opened = ${base.opened};`,
    base?.heard && `const answer = ${base.heard};`,
    wire.length > 0 && table('wires', wireSnippets, new Set(wire.map(({ kind }) => kind))),
  ].filter(Boolean);
  const body = [...tables, ...mainParts(mock, base), serving(mock, listen, wire.length > 0)].join('\n\n');
  const wanted = Object.entries(helpers).filter(([name]) => new RegExp(`\\b${name}\\(`, 'u').test(body));
  const settings = { ...mock, wire };
  const text = [
    header(mock, left),
    `import ${core.includes('readFileSync') ? "{ readFileSync } from 'node:fs';\nimport " : ''}net from 'node:net';`,
    `const mock = ${JSON.stringify(settings, null, 2)};`,
    core.trim(),
    ...wanted.map(([, code]) => code),
    body,
  ].join('\n\n');
  return { text: `${text}\n`, left };
}

/** What a script's base does: some do with a message that no rule has taken what they do otherwise at the beginning. */
function baseOf({ otherwise, script, rules }: Mock): { readonly opened?: string; readonly heard?: string } | undefined {
  if (!otherwise || script) return undefined;
  const base = behaviourSnippets[otherwise.kind] ?? {};
  const late = behaviourOf(otherwise).afterRules && rules?.length;
  return late && base.opened ? { heard: base.opened } : base;
}

function header(mock: Mock, left: readonly string[]): string {
  const lines = [describe(mock).sentence, 'Run it with: node FILE', ...left.map((what) => `Not in here: ${what}`)];
  return lines.map((line) => `// ${line.replaceAll(/[\r\n]+/gu, ' ')}`).join('\n');
}

/** Every `kind` inside of some values. */
function kindsIn(value: unknown): Set<string> {
  const kinds = new Set<string>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, inner] of Object.entries(next)) {
      if (key === 'kind' && typeof inner === 'string') kinds.add(inner);
      else open.push(inner);
    }
  }
  return kinds;
}

function table(name: string, snippets: Readonly<Record<string, string>>, used: ReadonlySet<string>): string {
  const rows = Object.entries(snippets).filter(([kind]) => used.has(kind));
  return `const ${name} = {\n${rows.map(([kind, code]) => `  '${kind}': ${code},`).join('\n')}\n};`;
}

function mainParts(mock: Mock, base: { readonly opened?: string; readonly heard?: string } | undefined): string[] {
  const parts = ['const matches = (m, c) => matchers[m.kind](m, c);'];
  if (!mock.script || mock.greeting?.length)
    parts.push('async function act(list, c) {\n  for (const a of list) await actions[a.kind](a, c);\n}');
  if (mock.script) {
    parts.push(`class Stop extends Error {}
async function follow(c) {
  const { steps: list, onEnd } = mock.script;
  const visits = list.map(() => 0);
  for (let at = 0; at < list.length; ) {
    const label = await steps[list[at].kind](list[at], c, ++visits[at]);
    at = label === undefined ? at + 1 : list.findIndex((s) => s.kind === 'label' && s.name === label);
  }
  if (onEnd === 'finish') await finish(c);
  if (onEnd === 'close') close(c);
}`);
    return parts;
  }
  parts.push(`// The first rule that matches; further ones as long as each says “continue”.
async function take(c) {
  for (const rule of mock.rules ?? []) {
    c.groups = {};
    if (rule.off || !matches(rule.when, c)) continue;
    await act(rule.do, c);
    if (!rule.continue) return;
    c.taken = true;
  }
  if (c.taken) return;
  ${base?.heard ? 'await answer(mock.otherwise, c);' : '// nothing answers what no rule has taken'}
}`);
  return parts;
}

function serving(mock: Mock, listen: Listen, wired: boolean): string {
  const { framing, script, ending, otherwise } = mock;
  const restIsMessage = !framing || ['chunk', 'delimiter', 'quiet', 'until-finish'].includes(framing.kind);
  const quietMs = framing?.kind === 'quiet' ? framing.ms : framing?.kind === 'delimiter' ? framing.quietMs : undefined;
  const relayed = otherwise?.kind === 'relay' && !script;
  const how = ending?.onPeerFinish ?? 'finish';
  const where =
    typeof listen.path === 'string'
      ? { path: listen.path }
      : { host: listen.host ?? '127.0.0.1', port: listen.port ?? 0 };
  const opening = [
    mock.greeting?.length ? '  run(() => act(mock.greeting, c));' : '',
    script ? '  run(() => follow(c).catch((error) => { if (!(error instanceof Stop)) throw error; }));' : '',
    baseOf(mock)?.opened ? '  run(() => opened(mock.otherwise, c));' : '',
  ].filter(Boolean);
  return `const connections = new Set();
let serverNumber = 0;

const server = net.createServer({ allowHalfOpen: true }, (socket) => {
  const c = {
    socket, state: new Map(Object.entries(mock.state ?? {})), groups: {}, message: Buffer.alloc(0), raw: Buffer.alloc(0),
    text: '', codec: 'utf8', number: 0, serverNumber: 0, received: 0, counter: 0, ended: false, upstreams: {}, inbox: [],
    onPath: ${typeof listen.path === 'string'}, peer: \`\${socket.remoteAddress}:\${socket.remotePort}\`, wire: [],
  };
${wired ? '  c.wire = mock.wire.map((fault) => wires[fault.kind](fault, c));\n' : ''}  let queue = Promise.resolve();
  const run = (work) => {
    queue = queue.then(() => (socket.destroyed ? undefined : work())).catch((error) => {
      console.error(error);
      socket.destroy();
    });
  };
  connections.add(c);
  socket.on('error', () => {});
  socket.on('close', () => {
    connections.delete(c);
    c.waiting?.(undefined);
    c.upstream?.destroy();
    for (const upstream of Object.values(c.upstreams)) upstream.destroy();
  });
${opening.join('\n')}
  const message = (raw, bytes) => {
    c.received += raw.length;
${
  script
    ? `    if (c.waiting) c.waiting({ raw, bytes });
    else c.inbox.push({ raw, bytes });`
    : `    const received = c.received;
    run(() => {
      heardAs(c, raw, bytes);
      c.received = received;
      c.taken = false;
      return take(c);
    });`
}
  };
  let buffer = Buffer.alloc(0);
${quietMs === undefined ? '' : '  let quiet;\n'}  const rest = () => {
    if (buffer.length > 0) message(buffer, buffer);
    buffer = Buffer.alloc(0);
  };
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (let found = frame(mock.framing, buffer); found; found = frame(mock.framing, buffer)) {
      const raw = buffer.subarray(0, found.size);
      buffer = buffer.subarray(found.size);
      message(raw, raw.subarray(found.start, found.end));
    }
${quietMs === undefined ? '' : `    clearTimeout(quiet);\n    quiet = setTimeout(rest, ${quietMs});\n`}  });
  socket.on('end', () => {
${quietMs === undefined ? '' : '    clearTimeout(quiet);\n'}${restIsMessage ? '    rest();\n' : ''}${
  relayed
    ? '    run(() => void c.upstream.end());'
    : how === 'keep'
      ? ''
      : `    run(() => ${how === 'finish' ? 'finish(c)' : how === 'close' ? 'close(c)' : 'reset(c)'});`
}
  });
});

function heardAs(c, raw, bytes) {
  Object.assign(c, { raw, message: bytes, number: c.number + 1, serverNumber: ++serverNumber });
  c.text = bytes.toString();
  c.codec = Buffer.from(c.text).equals(bytes) ? 'utf8' : 'latin1';
  if (c.codec === 'latin1') c.text = bytes.toString('latin1');
}

server.listen(${JSON.stringify(where)}, () => console.log('listening', JSON.stringify(server.address())));`;
}

function leftOut({ wire = [], framing, otherwise, ending }: Mock): string[] {
  const left: string[] = [];
  for (const fault of wire) {
    const both = directionsOf(fault);
    if (!(fault.kind in wireSnippets)) left.push(`the fault “${fault.kind}”`);
    else if (both[0] !== 'sent') left.push(`the fault “${fault.kind}” on what arrives`);
    else if (both.length > 1) left.push(`the fault “${fault.kind}” on what arrives; it works on what is sent`);
    const { probability, afterBytes, forMs } = fault as { probability?: number; afterBytes?: number; forMs?: number };
    if (probability !== undefined || afterBytes !== undefined || forMs !== undefined)
      left.push(`when “${fault.kind}” begins, ends or applies (probability, afterBytes, forMs): it always works`);
    if (fault.kind === 'reset-after' && (fault.ms !== undefined || fault.messages !== undefined))
      left.push('a reset after some time or messages: only bytes count');
  }
  if (framing && ('maxBytes' in framing || 'onTooLong' in framing)) left.push('a limit for the length of messages');
  if (otherwise?.kind === 'discard' && otherwise.bytesPerSecond !== undefined) left.push('reading at a limited rate');
  if (otherwise?.kind === 'file' && (otherwise.watch || otherwise.bytesPerSecond !== undefined || otherwise.chunkBytes))
    left.push('sending the file at a rate, in chunks of a size, or as it grows');
  if (ending?.idle || ending?.after || ending?.onError)
    left.push('the endings after idle time, after a number, and on errors');
  return left;
}
