// A raw TCP client as `nc` is one: it sends what it is told and keeps what it has received.
import net from 'node:net';

export interface RawClient extends Disposable {
  readonly send: (bytes: string) => void;
  readonly finish: () => void;
  /** All it has received, one character for each byte. */
  readonly received: () => string;
  /** How it was closed: undefined while it is open, the error's code, or `end`. */
  readonly closed: () => string | undefined;
}

/** Connects to a port of this machine. */
export async function dialRaw(port: number): Promise<RawClient> {
  const socket = net.connect(port, '127.0.0.1');
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  let text = '';
  let closed: string | undefined;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    closed = error.code ?? error.message;
  });
  socket.on('close', () => {
    closed ??= 'end';
  });
  return {
    send: (bytes) => socket.write(bytes, 'latin1'),
    finish: () => socket.end(),
    received: () => text,
    closed: () => closed,
    [Symbol.dispose]: () => void socket.destroy(),
  };
}
