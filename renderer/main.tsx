import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './ui/tokens.css';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { Actions } from './actions/actions.ts';
import { App } from './app.tsx';
import { LabSession } from './state/session.ts';
import { notify } from './state/view-store.ts';
import { desktopShell } from './transports/desktop-shell.ts';
import { openTransport } from './transports/index.ts';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

const session = new LabSession(openTransport);
createRoot(root).render(<App session={session} actions={new Actions(session)} />);
desktopShell?.onNotice((title, why) => notify('info', title, why));
// What nobody has caught is a bug of ours: it is said, and stays in the console.
window.addEventListener('unhandledrejection', ({ reason }) => {
  const { message, stack } = reason instanceof Error ? reason : { message: String(reason), stack: undefined };
  notify('problem', 'Something in this page has gone wrong.', stack ?? message);
});
document.addEventListener('visibilitychange', () => session.kernelWatch.hide(document.hidden));
void session.start();
