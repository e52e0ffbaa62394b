import { interleaved, row } from '../measure.mjs';
import { bareServer, lab, labServer, load } from '../processes.mjs';

/** Connections accepted per second, opened by 32 clients at a time, greeted with a byte, and reset. */
export const acceptBenchmark = {
  name: 'accept',
  title: 'Accepted connections per second, against a bare net server',
  async run({ rounds }) {
    const measure = async (port) =>
      (await load('storm', { port, concurrent: 32, warmMs: 500, measureMs: 1_500 })).perSecond;
    const { bare, engine } = await interleaved(
      {
        bare: async () => {
          const server = await bareServer('accept');
          const value = await measure(server.port);
          await server.stop();
          return value;
        },
        engine: async () => {
          const { stop, ...rest } = await lab();
          const value = await measure(await labServer(rest, { mock: { otherwise: { kind: 'banner', text: '.' } } }));
          await stop();
          return value;
        },
      },
      rounds,
    );
    return [
      row({ what: 'bare', unit: 'connections/s', values: bare }),
      row({ what: 'engine', unit: 'connections/s', values: engine, reference: bare, budget: 0.85 }),
    ];
  },
};
