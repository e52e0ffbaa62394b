// Taps between real programs and real servers: what comes through is byte for byte what comes directly; then each fault
// as the client knows it.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Params } from '../../shared/contract/methods.ts';
import type { ServedLab } from '../serve-lab.ts';
import { expect, test } from './fixture.ts';
import { has, run } from './peer.ts';

type Fault = NonNullable<Extract<Params<'tap.start'>, { listen: unknown }>['faults']>[number];
type Target = { host: string; port: number } | { path: string };

const running: ChildProcess[] = [];
test.afterEach(async () => {
  for (const child of running.splice(0)) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGINT');
    await gone;
  }
});

/** Starts a server program and waits until it answers at its address. */
async function start(target: Target, command: string, args: readonly string[], options: object = {}): Promise<void> {
  const child = spawn(command, args, { stdio: 'ignore', ...options });
  running.push(child);
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          const socket = net
            .connect(target as net.NetConnectOpts, () => resolve(true))
            .on('error', () => resolve(false));
          socket.on('connect', () => socket.destroy());
        }),
      { timeout: 20_000 },
    )
    .toBe(true);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function tapTo(lab: ServedLab, target: Target, listen: object, faults: readonly Fault[] = []) {
  const { tapId, address } = await lab.caller.call('tap.start', {
    listen: listen as Params<'server.create'>['listen'],
    target,
    faults: [...faults],
  });
  return { tapId, where: typeof address === 'string' ? address : String(address?.port) };
}
const anyPort = { port: 0, host: '127.0.0.1' };

/** Runs a program to its end; answers its exit code and what it has printed. */
function outcome(command: string, args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(command, args, { input, timeout: 15_000, maxBuffer: 64 << 20 });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

test('redis-cli and redis-server', async ({ lab }) => {
  test.skip(!has('redis-server') || !has('redis-cli'), 'redis is not installed');
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', lab.folder];
  await start({ host: '127.0.0.1', port }, 'redis-server', args);
  const commands = Buffer.from(
    `${Array.from({ length: 200 }, (_, i) => `SET key:${i} ${'v'.repeat(i * 10)}\nGET key:${i}`).join('\n')}\nDBSIZE\n`,
  );
  const { where, tapId } = await tapTo(lab, { host: '127.0.0.1', port }, anyPort);
  const direct = await run('redis-cli', ['-h', '127.0.0.1', '-p', String(port)], commands);
  expect((await run('redis-cli', ['-h', '127.0.0.1', '-p', where], commands)).equals(direct)).toBe(true);
  const gets = ['-h', '127.0.0.1', '-p', where, 'GET', 'key:199'];
  const under = async (...faults: Fault[]) => {
    await lab.caller.call('tap.update', { tapId, faults });
    return outcome('redis-cli', gets);
  };
  const whole = `${'v'.repeat(1_990)}\n`;
  for (const fault of [
    { kind: 'delay', ms: 30, direction: 'both' },
    { kind: 'slice', bytes: 100, gapMs: 1 },
    { kind: 'throttle', bytesPerSecond: 50_000, direction: 'both' },
    { kind: 'slow-close', ms: 20 },
  ] as const)
    expect((await under(fault)).stdout, fault.kind).toBe(whole);
  expect((await under({ kind: 'reset-after', bytes: 100 })).stderr).toMatch(/reset|closed/iu);
  expect((await under({ kind: 'cut-after', bytes: 100 })).stderr).toMatch(/closed/iu);
  expect((await under({ kind: 'refuse' })).stderr).toMatch(/refused/iu);
  expect((await under({ kind: 'corrupt', every: 1, how: 'replace', replacement: 0x21 })).stderr).toMatch(
    /Protocol error/iu,
  );
  expect((await under()).stdout).toBe(whole);
});

test('curl and a small HTTP server', async ({ lab }) => {
  test.skip(!has('curl') || (!has('nginx') && !has('python3')), 'neither nginx nor python3 is installed');
  const port = await freePort();
  const folder = path.join(lab.folder, 'www');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'page.bin'), Buffer.alloc(700_000, 'socket lab '));
  if (has('nginx')) {
    const file = path.join(lab.folder, 'nginx.conf');
    const log = (name: string) => path.join(lab.folder, name);
    writeFileSync(
      file,
      `daemon off;\nmaster_process off;\npid ${log('nginx.pid')};\nerror_log ${log('error.log')};\nevents {}\nhttp { access_log off; client_body_temp_path ${log('a')}; proxy_temp_path ${log('b')}; fastcgi_temp_path ${log('c')}; uwsgi_temp_path ${log('d')}; scgi_temp_path ${log('e')}; server { listen 127.0.0.1:${port}; root ${folder}; } }\n`,
    );
    await start({ host: '127.0.0.1', port }, 'nginx', ['-c', file, '-p', lab.folder]);
  } else {
    await start({ host: '127.0.0.1', port }, 'python3', [
      '-m',
      'http.server',
      String(port),
      '--bind',
      '127.0.0.1',
      '-d',
      folder,
    ]);
  }
  const { where, tapId } = await tapTo(lab, { host: '127.0.0.1', port }, anyPort);
  const curl = (at: string | number) => ['-s', '-m', '10', '--http1.0', `http://127.0.0.1:${at}/page.bin`];
  const direct = await run('curl', curl(port), Buffer.alloc(0));
  expect(direct.length).toBe(700_000);
  expect((await run('curl', curl(where), Buffer.alloc(0))).equals(direct)).toBe(true);
  const exitUnder = async (fault: Fault) => {
    await lab.caller.call('tap.update', { tapId, faults: [fault] });
    return outcome('curl', curl(where)).status;
  };
  expect(await exitUnder({ kind: 'delay', ms: 50, direction: 'both' })).toBe(0);
  expect(await exitUnder({ kind: 'slice', bytes: 10_000 })).toBe(0);
  expect(await exitUnder({ kind: 'reset-after', bytes: 5_000 })).toBe(56); // failure in receiving network data
  expect(await exitUnder({ kind: 'cut-after', bytes: 5_000 })).toBe(18); // partial file
  expect(await exitUnder({ kind: 'half-close-after', bytes: 0 })).toBe(52); // empty reply
  expect(await exitUnder({ kind: 'refuse' })).toBe(7); // could not connect
  await lab.caller.call('tap.update', { tapId, faults: [{ kind: 'silence', afterBytes: 1_000 }] });
  expect(outcome('curl', ['-s', '-m', '1', `http://127.0.0.1:${where}/page.bin`]).status).toBe(28); // timed out
});

const postgres = '/usr/lib/postgresql/15/bin';
const hasPostgres = has('psql') && spawnSync(`${postgres}/initdb`, ['--version']).status === 0;

test('psql and PostgreSQL over a UNIX socket', async ({ lab }) => {
  test.skip(!hasPostgres, 'PostgreSQL 15 is not installed');
  test.slow();
  const root = process.getuid?.() === 0;
  const data = path.join(lab.folder, 'pg');
  const sockets = path.join(lab.folder, 'real');
  const tapped = path.join(lab.folder, 'tap');
  for (const folder of [data, sockets, tapped]) mkdirSync(folder);
  const uid = root ? Number(outcome('id', ['-u', 'postgres']).stdout) : undefined;
  const gid = root ? Number(outcome('id', ['-g', 'postgres']).stdout) : undefined;
  const as = root ? { uid, gid } : {};
  if (root) spawnSync('chown', ['-R', 'postgres', data, sockets]);
  if (root) spawnSync('chmod', ['755', lab.folder]);
  const made = spawnSync(`${postgres}/initdb`, ['-D', data, '-U', 'lab', '-A', 'trust', '--no-sync'], {
    ...as,
    timeout: 60_000,
  });
  expect(made.status, String(made.stderr)).toBe(0);
  const args = ['-D', data, '-k', sockets, '-c', 'listen_addresses=', '-c', 'fsync=off'];
  await start({ path: `${sockets}/.s.PGSQL.5432` }, `${postgres}/postgres`, args, as);
  const sql = 'select i, repeat(md5(i::text), 20) from generate_series(1, 2000) i;\nselect version();\n';
  const psql = (folder: string) => [
    '-h',
    folder,
    '-U',
    'lab',
    '-d',
    'postgres',
    '-X',
    '-q',
    '-A',
    '-t',
    '-v',
    'ON_ERROR_STOP=1',
  ];
  await expect.poll(() => outcome('psql', psql(sockets), 'select 1').status, { timeout: 20_000 }).toBe(0);
  const { tapId } = await tapTo(lab, { path: `${sockets}/.s.PGSQL.5432` }, { path: `${tapped}/.s.PGSQL.5432` });
  const direct = outcome('psql', psql(sockets), sql);
  expect(direct).toMatchObject({ status: 0, stderr: '' });
  expect(direct.stdout.length).toBeGreaterThan(1_000_000);
  expect(outcome('psql', psql(tapped), sql)).toEqual(direct);
  await lab.caller.call('tap.update', { tapId, faults: [{ kind: 'cut-after', bytes: 5_000, afterwards: 'reset' }] });
  const cut = outcome('psql', psql(tapped), sql);
  expect(cut.status).not.toBe(0);
  expect(cut.stderr).toMatch(/closed the connection unexpectedly|Connection reset|terminat/iu);
});
