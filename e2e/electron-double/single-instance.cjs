// One instance for each folder of user data. A lock file says who is the first; a socket takes what later ones say.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

/** Tries to be the first instance. Gives `{ first: true }`, or a promise for when the first one has been told. */
function takeInstanceLock(userData, message, onSecond) {
  mkdirSync(userData, { recursive: true });
  const lock = path.join(userData, 'instance.lock');
  const digest = createHash('sha256').update(userData).digest('hex').slice(0, 16);
  // not in the folder itself: a socket's path is short, a test's folder may be deep
  const socket = path.join(os.tmpdir(), `electron-double-${digest}.sock`);
  while (!create(lock)) {
    if (isAlive(Number(readFileSync(lock, 'utf8')))) return { first: false, told: tell(socket, message) };
    rmSync(lock, { force: true }); // left behind by one that was killed
  }
  rmSync(socket, { force: true });
  const server = net.createServer((connection) => {
    let text = '';
    connection.setEncoding('utf8').on('data', (data) => {
      text += data;
    });
    connection.on('end', () => onSecond(JSON.parse(text)));
  });
  server.listen(socket).unref();
  process.on('exit', () => {
    rmSync(socket, { force: true });
    rmSync(lock, { force: true });
  });
  return { first: true };
}

function create(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false; // somebody holds it, or did
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function tell(socket, message) {
  return new Promise((resolve) => {
    const connection = net.connect(socket, () => connection.end(JSON.stringify(message)));
    connection.on('error', () => {}); // the first one is just going
    connection.on('close', resolve);
  });
}

module.exports = { takeInstanceLock };
