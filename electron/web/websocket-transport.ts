import type { WebSocket } from 'ws';
import { type Envelope, Listeners, NOT_JSON, type Transport } from '../../shared/contract/transport.ts';

/** Envelopes as JSON text, one for each frame. */
export function webSocketTransport(socket: WebSocket): Transport {
  const envelopes = new Listeners<unknown>();
  const closes = new Listeners<string>();
  socket.on('message', (data, isBinary) => envelopes.call(isBinary ? NOT_JSON : parsed(String(data))));
  socket.on('close', (code) => closes.call(`the connection was closed (${code})`));
  socket.on('error', () => {}); // a bad frame or a broken connection: ws answers it, and `close` follows with the code
  return {
    send: (envelope: Envelope) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(envelope));
    },
    onEnvelope: (handle) => envelopes.add(handle),
    onClose: (handle) => closes.add(handle),
    close: () => socket.close(),
    bufferedBytes: () => socket.bufferedAmount,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}
