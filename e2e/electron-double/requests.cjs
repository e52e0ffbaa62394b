// What pages ask the network for. Addresses of the app's schemes are answered by the app; documents are asked for only
// when the app lets the page go there.
const { originOf, schemeOf, schemes, toApp } = require('./addresses.cjs');
const { app } = require('./app.cjs');
const { cancellable, runtime } = require('./runtime.cjs');
const { protocol, session } = require('./session.cjs');
const { contentsOfFrame } = require('./web-contents.cjs');

/** Popups that were refused. Another debugger may have let them run already, so their documents are refused as well. */
const refusedFrames = new Set();

/** Begins to intercept; again whenever the app serves another scheme. */
function intercept() {
  const ours = [...schemes.keys()].map((scheme) => ({ urlPattern: `http://*.${scheme}.localhost/*` }));
  const patterns = [{ urlPattern: '*', resourceType: 'Document' }, ...ours];
  runtime.intercepting = runtime.chromium.send('Fetch.enable', { patterns });
  return runtime.intercepting;
}

/** Takes over the requests of the browser. */
async function startIntercepting() {
  protocol.onChange = intercept;
  runtime.chromium.on('Fetch.requestPaused', (paused) => {
    decide(paused).catch((error) => {
      if (!/Invalid InterceptionId|ended/u.test(error.message)) console.error('A request was lost:', error); // the page has gone
    });
  });
  await intercept();
}

async function decide({ requestId, request, resourceType, frameId }) {
  const { chromium } = runtime;
  if (resourceType === 'Document' && !(await mayNavigate(frameId, request.url))) {
    await chromium.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const scheme = schemeOf(request.url);
  if (!scheme) {
    await chromium.send('Fetch.continueRequest', { requestId });
    return;
  }
  const url = toApp(request.url);
  if (resourceType === 'Document')
    await session.defaultSession.applyPermissions(contentsOfFrame(frameId), originOf(url));
  const response = await answerOf(scheme, request, url);
  await chromium.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

/** The app's answer. Node's Request takes http addresses only, so the real one is put over it. */
async function answerOf(scheme, { method, headers }, url) {
  const request = Object.defineProperty(new Request('http://app/', { method, headers }), 'url', { value: url });
  try {
    return await schemes.get(scheme)(request);
  } catch (error) {
    console.error(`The handler of ${scheme}: has failed for ${url}:`, error);
    return new Response('', { status: 500 });
  }
}

/** Whether a document may be loaded. The app is asked about what the page began, not about loadURL or the debugger. */
async function mayNavigate(frameId, url) {
  if (refusedFrames.has(frameId)) return false;
  const contents = contentsOfFrame(frameId);
  if (!contents || !(await contents.hasAskedFor(frameId, url))) return true;
  const isMainFrame = contents.targetId === frameId;
  const event = cancellable({ url: toApp(url), isMainFrame, isSameDocument: false });
  contents.emit('will-frame-navigate', event);
  if (isMainFrame) contents.emit('will-navigate', event, event.url);
  return !event.defaultPrevented;
}

/** A page has opened a window, which waits for a debugger. Nothing is closed while it waits: that would hang its opener. */
async function refusePopup(popup, targetId, opener) {
  refusedFrames.add(targetId);
  const { url, action } = await opener.askAboutPopup();
  if (action !== 'deny') {
    console.error(`The Electron double opens no windows for pages, and the app did not deny ${url}.`);
    app.exit(1);
    return;
  }
  await popup.send('Runtime.runIfWaitingForDebugger');
  await runtime.chromium.send('Target.closeTarget', { targetId });
}

module.exports = { startIntercepting, refusePopup };
