import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';
import { draftOf } from '../../state/drafts.ts';
import { useLab } from '../../state/lab-store.ts';
import { openComposerDialog, openSnippetDialog } from './composer-dialogs.ts';
import { shownComposer } from './composer-shown.ts';
import { stopRepeats } from './repeat-pills.tsx';
import { whyNotSend } from './why-not-send.ts';

const noComposer = () => (shownComposer() ? undefined : 'Select a connection first');

function cannotSend(): string | undefined {
  const composer = shownComposer();
  const socket = composer && useLab.getState().lab.sockets.get(composer.socketId);
  return socket ? whyNotSend(socket) : 'Select a connection first';
}

/** The Composer’s commands. */
export function composerCommands(actions: Actions): Command[] {
  const common = { group: 'Connection', scope: 'composer' } as const;
  return [
    {
      ...common,
      id: 'composer.send',
      title: 'Send',
      keys: ['$mod+Enter'],
      synonyms: ['write'],
      call: 'socket.write()',
      unavailable: cannotSend,
      run: () => shownComposer()?.send(false),
    },
    {
      ...common,
      id: 'composer.sendFinish',
      title: 'Send and finish sending',
      keys: ['$mod+Shift+Enter'],
      synonyms: ['FIN', 'half close', 'end'],
      call: 'socket.end(data)',
      unavailable: cannotSend,
      run: () => shownComposer()?.send(true),
    },
    {
      ...common,
      id: 'composer.history',
      title: 'Sent before…',
      keys: ['$mod+ArrowUp', '$mod+ArrowDown'],
      synonyms: ['history', 'again'],
      unavailable: noComposer,
      run: () => openComposerDialog({ kind: 'history' }),
    },
    {
      ...common,
      id: 'composer.snippets',
      title: 'Snippets…',
      unavailable: noComposer,
      run: () => openComposerDialog({ kind: 'snippets' }),
    },
    {
      ...common,
      id: 'composer.saveSnippet',
      title: 'Save as snippet…',
      unavailable: () => {
        const composer = shownComposer();
        if (!composer) return 'Select a connection first';
        return draftOf(composer.socketId).text === '' ? 'Nothing is written' : undefined;
      },
      run: () => {
        const composer = shownComposer();
        if (composer) openSnippetDialog(draftOf(composer.socketId));
      },
    },
    {
      ...common,
      id: 'composer.repeat',
      title: 'Repeat…',
      synonyms: ['again', 'loop', 'timer', 'load'],
      unavailable: cannotSend,
      run: () => openComposerDialog({ kind: 'repeat' }),
    },
    {
      ...common,
      id: 'repeat.stopAll',
      title: 'Stop every repeat',
      scope: 'global',
      keys: ['Escape Escape'],
      unavailable: () => (useLab.getState().lab.repeats.size > 0 ? undefined : 'Nothing is being repeated'),
      run: async () => {
        await stopRepeats(actions);
      },
    },
  ];
}
