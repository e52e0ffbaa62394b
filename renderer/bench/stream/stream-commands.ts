import { copyFormats } from '../../../shared/copy-as/index.ts';
import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';
import { chunkCommands } from './chunk-commands.ts';
import { ruleCommands } from './explain-command.ts';
import { step } from './find-model.ts';
import { actedOn, copyAs, keepPayload, putIntoComposer, saveBytes, sendAgain, senderAgain } from './stream-actions.ts';
import { inspectChunk, moveCursor, switchTextHex, toEnd, toStart } from './stream-keys.ts';
import { changeStreamSettings, type StreamView, streamViews, useStreamSettings } from './stream-settings.ts';
import { shownStream } from './stream-shown.ts';
import { changeFind, useStreamState } from './stream-state.ts';

const noStream = () => (shownStream() ? undefined : 'No Stream is open');
const nothingFound = () =>
  noStream() ?? (useStreamState.getState().find.result?.matches.length ? undefined : 'Nothing has been found');
const nothingChosen = () => noStream() ?? (actedOn() ? undefined : 'No bytes are selected');

const isCounting = () => shownStream()?.model.view().keep === 'counts';

/** The Stream’s commands. */
export function streamCommands(actions: Actions): Command[] {
  const inView = { group: 'View', scope: 'stream', unavailable: noStream } as const;
  const inEdit = { group: 'Edit', scope: 'stream', unavailable: nothingChosen } as const;
  return [
    {
      ...inView,
      id: 'stream.find',
      title: 'Find in Stream…',
      group: 'Edit',
      scope: 'global',
      keys: ['$mod+f'],
      synonyms: ['search', 'grep', 'regex'],
      run: () => changeFind({ open: true }),
    },
    {
      ...inView,
      id: 'stream.findNext',
      title: 'Next match',
      group: 'Edit',
      scope: 'global',
      keys: ['$mod+g'],
      unavailable: nothingFound,
      run: () => step(1),
    },
    {
      ...inView,
      id: 'stream.findPrevious',
      title: 'Previous match',
      group: 'Edit',
      scope: 'global',
      keys: ['$mod+Shift+g'],
      unavailable: nothingFound,
      run: () => step(-1),
    },
    { ...inView, id: 'stream.nextChunk', title: 'Next chunk', keys: ['j'], run: () => moveCursor(1) },
    { ...inView, id: 'stream.previousChunk', title: 'Previous chunk', keys: ['k'], run: () => moveCursor(-1) },
    { ...inView, id: 'stream.start', title: 'Start of the Stream', keys: ['g'], run: () => void toStart() },
    { ...inView, id: 'stream.end', title: 'End of the Stream, and follow', keys: ['Shift+g'], run: () => void toEnd() },
    {
      ...inView,
      id: 'stream.nextMatch',
      title: 'Next match in the Stream',
      keys: ['n'],
      unavailable: nothingFound,
      run: () => step(1),
    },
    {
      ...inView,
      id: 'stream.previousMatch',
      title: 'Previous match in the Stream',
      keys: ['Shift+n'],
      unavailable: nothingFound,
      run: () => step(-1),
    },
    { ...inView, id: 'stream.textHex', title: 'Text or hex', keys: ['h'], run: switchTextHex },
    ...ruleCommands(actions),
    { ...inView, id: 'stream.inspect', title: 'Data inspector for the chunk', run: inspectChunk },
    ...Object.entries(streamViews).map(
      ([view, title]): Command => ({
        ...inView,
        id: `stream.view.${view}`,
        title: `Stream as ${title.toLowerCase()}`,
        checked: () => useStreamSettings.getState().view === view,
        run: () => changeStreamSettings({ view: view as StreamView }),
      }),
    ),
    {
      ...inView,
      id: 'stream.events',
      title: 'Events between the chunks',
      checked: () => useStreamSettings.getState().events,
      run: () => changeStreamSettings({ events: !useStreamSettings.getState().events }),
    },
    {
      ...inView,
      id: 'stream.controls',
      title: 'Names of control characters',
      checked: () => useStreamSettings.getState().controls,
      run: () => changeStreamSettings({ controls: !useStreamSettings.getState().controls }),
    },
    {
      ...inView,
      id: 'stream.countOnly',
      title: 'Count only, keep no payload',
      group: 'Connection',
      synonyms: ['capture', 'record', 'memory'],
      checked: isCounting,
      run: () => {
        const stream = shownStream();
        return stream && keepPayload(actions, stream.socket, isCounting() ? 'all' : 'counts');
      },
    },
    ...copyFormats.map(
      (format): Command => ({
        ...inEdit,
        id: `stream.copy.${format.id}`,
        title: `Copy as ${format.title}`,
        short: format.title,
        ...(format.wholeConnection && { unavailable: noStream }),
        run: () => copyAs(format),
      }),
    ),
    {
      ...inEdit,
      id: 'stream.save.selection',
      title: 'Save selected bytes…',
      short: 'Selected bytes…',
      run: () => saveBytes('selection'),
    },
    {
      ...inView,
      id: 'stream.save.client',
      title: 'Save all client bytes…',
      short: 'All client bytes…',
      group: 'File',
      run: () => saveBytes('client'),
    },
    {
      ...inView,
      id: 'stream.save.server',
      title: 'Save all server bytes…',
      short: 'All server bytes…',
      group: 'File',
      run: () => saveBytes('server'),
    },
    {
      ...inEdit,
      id: 'stream.sendAgain',
      title: 'Send this chunk again',
      group: 'Connection',
      unavailable: () => {
        const sender = senderAgain();
        return typeof sender === 'string' ? sender : undefined;
      },
      run: sendAgain,
    },
    {
      ...inEdit,
      id: 'stream.toComposer',
      title: 'Put selected bytes into the Composer',
      short: 'Put into the Composer',
      group: 'Connection',
      run: putIntoComposer,
    },
    ...chunkCommands(),
  ];
}
