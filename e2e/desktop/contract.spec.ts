// The contract over Electron's IPC: the same scenarios as over memory, MessagePort and WebSocket.
import type { Page } from '@playwright/test';
import { scenarios } from '../contract/scenarios.ts';
import { type Desktop, openDesktop, test } from './fixture.ts';

test.describe.configure({ mode: 'default' }); // one app for all of them, put back in between

let desktop: Desktop;
test.beforeAll(async () => {
  desktop = await openDesktop(test.info());
});
test.afterEach(async () => {
  const [page, ...windows] = desktop.app.windows();
  if (page) await resetLab(page);
  for (const window of windows) await window.close();
});
test.afterAll(() => desktop.close());

for (const scenario of scenarios) {
  test(`the contract over IPC: ${scenario.name}`, () => scenario.run(desktop.dial));
}

function resetLab(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const stop = window.socketLab?.onEnvelope((text) => {
          if (JSON.parse(text).id !== 'reset') return;
          stop?.();
          resolve();
        });
        window.socketLab?.send(JSON.stringify({ jsonrpc: '2.0', id: 'reset', method: 'lab.reset' }));
      }),
  );
}
