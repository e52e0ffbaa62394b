// Runs the README's start command as a new user would, waits for its address, opens it, and stops it again.
import { spawn } from 'node:child_process';

const PATIENCE_MS = 120_000;
const child = spawn('npm', ['start', '--', '--port', '0', '--no-open'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
});
const timer = setTimeout(() => end('it did not start in time'), PATIENCE_MS);
let output = '';
let opening = false;

child.stdout.on('data', (data) => {
  process.stdout.write(data);
  output += data;
  const url = /http:\/\/\S+/u.exec(output)?.[0];
  if (!url || opening) return;
  opening = true;
  open(url).catch((error) => end(String(error)));
});
child.once('exit', (code) => end(`it ended with ${code}`));

async function open(url) {
  const response = await fetch(url);
  const text = await response.text();
  if (response.status !== 200 || !text.includes('Socket Lab')) end(`its page answered ${response.status}`);
  else end();
}

/** Stops the app and everything it started, and says how it went. */
function end(problem) {
  clearTimeout(timer);
  child.removeAllListeners('exit');
  child.once('exit', () => process.exit(problem ? 1 : 0));
  if (problem) console.error(`npm start: ${problem}.`);
  if (child.exitCode !== null) process.exit(problem ? 1 : 0);
  process.kill(-child.pid, 'SIGTERM');
}
