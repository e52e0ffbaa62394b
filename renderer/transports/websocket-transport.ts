import { type Envelope, Listeners, NOT_JSON, type Transport } from '../../shared/contract/transport.ts';

/** The address of the API beside the page, with the page's own token. */
export function apiAddress(page: Location): string {
  const token = new URLSearchParams(page.search).get('token') ?? '';
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/api?token=${encodeURIComponent(token)}`;
}

/** Opens a WebSocket and resolves with its transport once it is open; rejects when it cannot be. */
export function openWebSocket(address: string): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address);
    const envelopes = new Listeners<unknown>();
    const closes = new Listeners<string>();
    const transport: Transport = {
      send: (envelope: Envelope) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(envelope));
      },
      onEnvelope: (handle) => envelopes.add(handle),
      onClose: (handle) => closes.add(handle),
      close: () => socket.close(),
      bufferedBytes: () => socket.bufferedAmount,
    };
    socket.onopen = () => resolve(transport);
    socket.onmessage = (message) => envelopes.call(parsed(String(message.data)));
    socket.onclose = (event) => {
      const reason = event.reason || `the connection was closed (${event.code})`;
      closes.call(reason);
      reject(new Error(reason));
    };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}
