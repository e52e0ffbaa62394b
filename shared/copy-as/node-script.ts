import { toBase64 } from '../bytes.ts';
import { reachable } from '../compose/terminal-command.ts';
import type { NodeAddress } from '../contract/records.ts';
import { formatCounted } from '../format.ts';
import { type Copied, type CopiedChunk, copyFormat } from './format.ts';

/** A Node script that plays the client's side of the whole connection again, at its pace, and says what comes back. */
export const nodeScript = copyFormat({
  id: 'node',
  title: 'Node script of the whole connection',
  wholeConnection: true,
  unavailable: ({ target, chunks }: Copied) => {
    if (target === null) return 'The server’s address is not known';
    return chunks.some(({ speaker }) => speaker === 'client') ? undefined : 'The client has sent nothing';
  },
  make: ({ chunks, target }) => {
    const sent = chunks.filter(({ speaker }) => speaker === 'client');
    const expected = chunks.reduce((sum, { speaker, bytes }) => sum + (speaker === 'server' ? bytes.length : 0), 0);
    return `// Plays the client's side of a recorded connection: ${formatCounted(sent.length, 'write')}. The server had answered ${formatCounted(expected, 'byte')}.
const net = require('node:net');

/** What the client wrote: after so many milliseconds, these bytes (base64). */
const writes = [
${sent.map((chunk, i) => `  ${lineOf(chunk, sent[i - 1])}`).join('\n')}
];

const socket = net.connect(${addressOf(target)});
let received = 0;
socket.on('data', (chunk) => {
  received += chunk.length;
  process.stdout.write(chunk);
});
socket.on('error', (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
socket.on('close', () => console.error(\`received \${received} of ${expected} bytes\`));
socket.on('connect', async () => {
  for (const [waitMs, data] of writes) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (!socket.writable) return;
    socket.write(Buffer.from(data, 'base64'));
  }
  socket.end();
});
`;
  },
});

const lineOf = ({ at, bytes }: CopiedChunk, before: CopiedChunk | undefined) =>
  `[${before ? Math.round(at - before.at) : 0}, '${toBase64(bytes)}'],`;

/** JSON is JavaScript here: JSON.stringify leaves U+2028 as it is, and strings of today may hold it. */
function addressOf(target: NodeAddress): string {
  if (target === null) return '{}';
  if (typeof target === 'string') return JSON.stringify({ path: target });
  return JSON.stringify({ host: reachable(target.address), port: target.port });
}
