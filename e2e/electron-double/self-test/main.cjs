// An app that uses what the double offers and the product does not, or not in all its variants. Runs on Electron as well,
// which is how the double is measured where Electron can be had.
const path = require('node:path');
const { app, BrowserWindow, ipcMain, protocol } = require('electron');

const log = [];
/** What specs look at and change from outside. */
globalThis.selfTest = { log, mayNavigate: false, popups: 'deny', openWindow };

protocol.registerSchemesAsPrivileged([
  { scheme: 'test', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
for (const event of ['will-finish-launching', 'ready', 'before-quit', 'will-quit', 'quit', 'window-all-closed']) {
  app.on(event, () => {
    log.push(event);
    if (event === 'will-quit') console.error(`log: ${log.join(' ')}`);
  });
}
app.on('second-instance', (_event, argv, _folder, data) =>
  log.push(`second-instance ${argv.at(-1)} ${JSON.stringify(data)}`),
);

const pages = {
  '/': '<!doctype html><title>first</title><h1>first</h1><script type="module" src="/module.js"></script>',
  '/other': '<!doctype html><title>other</title><h1>other</h1>',
  '/module.js': `
    const data = await (await fetch('/data.json?x=1')).json();
    localStorage.visits = 1 + Number(localStorage.visits ?? 0);
    document.querySelector('h1').textContent = [data.url, isSecureContext, localStorage.visits].join(' ');`,
};
const types = { '/module.js': 'text/javascript', '/data.json': 'application/json' };

function answer({ url }) {
  const { pathname } = new URL(url);
  const body = pathname === '/data.json' ? JSON.stringify({ url }) : pages[pathname];
  const headers = { 'content-type': types[pathname] ?? 'text/html' };
  return Promise.resolve(new Response(body ?? 'nothing', { status: body ? 200 : 404, headers }));
}

ipcMain.handle('echo', (_event, ...values) => values);
ipcMain.handle('fail', () => {
  throw new RangeError('too far');
});
ipcMain.handle('sender', ({ sender, senderFrame }) => {
  const { url, origin, parent } = senderFrame;
  return { id: sender.id, url, origin, isMain: parent === null };
});
ipcMain.on('ping', (event, n) => {
  event.reply('pong', n + 1);
  event.sender.send('pong', n + 2);
});

async function openWindow() {
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    webPreferences: { preload: path.join(__dirname, 'preload.cjs') },
  });
  for (const event of ['ready-to-show', 'close', 'closed']) window.on(event, () => log.push(event));
  window.webContents.on('will-navigate', (event) => {
    log.push(`will-navigate ${event.url}`);
    if (!globalThis.selfTest.mayNavigate) event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    log.push(`open ${url}`);
    return { action: globalThis.selfTest.popups };
  });
  await window.loadURL('test://host/');
}

if (!app.requestSingleInstanceLock({ from: process.env.SELF_TEST_NAME })) app.quit();
else {
  app.whenReady().then(() => {
    protocol.handle('test', answer);
    return openWindow();
  });
}
