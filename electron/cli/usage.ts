export const usage = `Socket Lab

  socket-lab start [--web] [FILE]   the desktop app where it can run, else the same app in the browser
  socket-lab serve [options]        the app in the browser, and its API

Options of serve:
  --port N         port to serve on; 0 = any (default 7788)
  --host H         address to serve on (default 127.0.0.1); another one lets others reach it
  --token T        the secret every caller needs (default: random)
  --lab FILE       open a lab file; its servers stay stopped
  --allow-files    callers may use files and paths although --host is not a loopback address
  --json           print one line of JSON when ready, and nothing else, on standard output
  --open, --no-open  open a browser, or not (default: only on a terminal with a display)
`;
