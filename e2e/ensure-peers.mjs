// The foreign programs the peer tests talk to. As root on Debian the missing ones are installed; elsewhere a test whose
// program is not there is skipped and says so.
import { spawnSync } from 'node:child_process';

const packages = {
  nc: 'netcat-openbsd',
  socat: 'socat',
  ncat: 'ncat',
  curl: 'curl',
  python3: 'python3',
  'redis-cli': 'redis-tools',
  'redis-server': 'redis-server',
  nginx: 'nginx-light',
};

export function ensurePeers() {
  const missing = Object.keys(packages).filter((program) => !has(program));
  if (missing.length === 0) return;
  const names = missing.map((program) => packages[program]);
  if (process.getuid?.() !== 0 || !has('apt-get')) {
    console.error(
      `Not installed, so their tests are skipped: ${missing.join(', ')} (Debian: apt-get install ${names.join(' ')}).`,
    );
    return;
  }
  console.error(`Installing for the peer tests: ${names.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 2], env }).status === 0;
  if (!run('update') || !run('install', '-y', '--no-install-recommends', ...names)) {
    console.error('That did not work; what went wrong is above. The tests of what is missing are skipped.');
  }
}

const has = (program) => spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0;
