import { setTimeout as sleep } from 'node:timers/promises';
import { interleaved, row } from '../measure.mjs';
import { bareServer, lab, labServer, residentBytes, standingLoad } from '../processes.mjs';

const CONNECTIONS = 4_000;
/** Memory is read when it has stopped growing. */
const SETTLE_MS = 1_000;

/** Resident memory for each idle connection, against a bare server with the same connections. */
export const memoryBenchmark = {
  name: 'memory',
  title: `Memory per idle connection (${CONNECTIONS} connections), against a bare net server`,
  async run({ rounds }) {
    const measure = async (pid, port) => {
      const before = residentBytes(pid);
      const clients = await standingLoad('idle', { port, connections: CONNECTIONS });
      await sleep(SETTLE_MS);
      const perConnection = (residentBytes(pid) - before) / CONNECTIONS / 1024;
      await clients.stop();
      return perConnection;
    };
    const { bare, engine } = await interleaved(
      {
        bare: async () => {
          const server = await bareServer('idle');
          const value = await measure(server.pid, server.port);
          await server.stop();
          return value;
        },
        engine: async () => {
          const { stop, pid, ...rest } = await lab();
          const value = await measure(pid, await labServer(rest));
          await stop();
          return value;
        },
      },
      rounds,
    );
    return [
      row({ what: 'bare', unit: 'KiB', values: bare, better: 'less' }),
      row({ what: 'engine', unit: 'KiB', values: engine, reference: bare, better: 'less', budget: 2 }),
    ];
  },
};
