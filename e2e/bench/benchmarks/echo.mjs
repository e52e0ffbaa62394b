import { interleaved, row } from '../measure.mjs';
import { bareServer, lab, labServer, load } from '../processes.mjs';

const echo = { mock: { otherwise: { kind: 'echo' } } };

/** Bulk echo in 64 KiB writes and 64-byte ping-pong, against `socket.pipe(socket)`. */
export const echoBenchmark = {
  name: 'echo',
  title: 'Echo through the engine, against a bare net echo',
  async run({ rounds }) {
    const rows = [];
    for (const connections of [1, 16, 64]) {
      rows.push(...(await bulk(connections, rounds)), ...(await pingpong(connections, rounds)));
    }
    return rows;
  },
};

async function bulk(connections, rounds) {
  const options = { connections, chunkBytes: 65_536, warmMs: 400, measureMs: 1_200 };
  const measure = async (port) => (await load('bulk', { ...options, port })).bytesPerSecond / 1e6;
  const { bare, counts, full } = await compare(measure, rounds);
  const what = `bulk, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
  return [
    row({ what: `${what}: bare`, unit: 'MB/s', values: bare }),
    row({ what: `${what}: counts only`, unit: 'MB/s', values: counts, reference: bare, budget: 0.95 }),
    row({ what: `${what}: full capture`, unit: 'MB/s', values: full, reference: bare, budget: 0.85 }),
  ];
}

async function pingpong(connections, rounds) {
  const options = { connections, bytes: 64, warmMs: 400, measureMs: 1_200 };
  const measure = async (port) => (await load('pingpong', { ...options, port })).roundsPerSecond;
  const { bare, counts, full } = await compare(measure, rounds);
  const what = `64 B ping-pong, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
  return [
    row({ what: `${what}: bare`, unit: 'rounds/s', values: bare }),
    row({ what: `${what}: counts only`, unit: 'rounds/s', values: counts, reference: bare }),
    row({ what: `${what}: full capture`, unit: 'rounds/s', values: full, reference: bare }),
  ];
}

/** The same load on the three servers in turn; each measurement has a server to itself. */
function compare(measure, rounds) {
  const onBare = async () => {
    const server = await bareServer('echo');
    const value = await measure(server.port);
    await server.stop();
    return value;
  };
  const onLab = (keep) => async () => {
    const engine = await lab();
    await engine.call('capture.configure', { keep });
    const value = await measure(await labServer(engine, echo));
    await engine.stop();
    return value;
  };
  return interleaved({ bare: onBare, counts: onLab('counts'), full: onLab('all') }, rounds);
}
