// The contract over the transports that need no window: memory, a MessagePort, and a WebSocket of the web shell.
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, test } from 'vitest';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { startWebShell } from '../../electron/web/web-shell.ts';
import { memoryTransports } from '../../shared/contract/memory-transport.ts';
import { messagePortTransport } from '../../shared/contract/message-port-transport.ts';
import type { Transport } from '../../shared/contract/transport.ts';
import { dialApi } from '../serve-lab.ts';
import { type Dial, scenarios } from './scenarios.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function engineForTest(): Engine {
  const engine = createEngine({ version: 'test' });
  undo.push(() => engine.close());
  return engine;
}

function ported(port: MessagePort): Transport {
  return messagePortTransport({
    postMessage: (message) => port.postMessage(message),
    onMessage: (handle) => port.on('message', handle),
    onClose: (handle) => port.on('close', handle),
    close: () => port.close(),
  });
}

const kept = (transport: Transport) => {
  undo.push(() => transport.close());
  return transport;
};

const ways: Readonly<Record<string, () => Dial | Promise<Dial>>> = {
  memory: () => {
    const engine = engineForTest();
    return () => {
      const [ours, theirs] = memoryTransports();
      engine.connect(theirs);
      return kept(ours);
    };
  },
  MessagePort: () => {
    const engine = engineForTest();
    return () => {
      const { port1, port2 } = new MessageChannel();
      engine.connect(ported(port2));
      return kept(ported(port1));
    };
  },
  WebSocket: async () => {
    const engine = engineForTest();
    const shell = await startWebShell(engine, { host: '127.0.0.1', port: 0, pageRoot: import.meta.dirname });
    undo.push(() => shell.close());
    return async () => kept(await dialApi(shell.api));
  },
};

for (const [way, open] of Object.entries(ways)) {
  describe(`the contract over ${way}`, () => {
    for (const scenario of scenarios) test(scenario.name, async () => scenario.run(await open()));
  });
}
