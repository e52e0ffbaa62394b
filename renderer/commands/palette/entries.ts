// What the palette lists: commands, servers, connections, and what was typed.
import { parseTyped, typedSentence } from '../../../shared/commands/typed.ts';
import { formatAddress, formatEndpoint } from '../../../shared/format.ts';
import { stateWords } from '../../../shared/model/state-words.ts';
import type { Actions } from '../../actions/actions.ts';
import { connectionsNow, useLab } from '../../state/lab-store.ts';
import type { Command, Scope } from '../command.ts';
import type { CommandBook } from '../commands-context.tsx';
import { shownKeys } from '../keys.ts';
import { scopesAt } from '../panes.ts';
import { type CustomKeys, contextHere, keysOf, withoutTwins } from '../registry.ts';
import { runTyped, show, whyNotTyped } from '../run-typed.ts';
import { rank } from './rank.ts';

export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly words?: readonly string[] | undefined;
  readonly detail?: string | undefined;
  readonly keys?: string | undefined;
  readonly checked?: boolean | undefined;
  readonly unavailable?: string | undefined;
  readonly run: () => void | Promise<void>;
}
export interface EntryGroup {
  readonly value: string;
  readonly items: readonly Entry[];
}

const MOST_FOUND = 60;
const MOST_BEST = 6;
const PALETTE = 'help.palette';

/** Commands as entries, under their own groups or one that is given. */
export function commandEntries(
  book: CommandBook,
  custom: CustomKeys,
  commands = book.commands,
  group?: string,
): Entry[] {
  const context = contextHere(custom);
  return withoutTwins(commands)
    .filter(({ id }) => id !== PALETTE)
    .map((command) => {
      const [first] = keysOf(command, context);
      return {
        id: command.id,
        group: group ?? command.group,
        title: command.title,
        words: [...(command.synonyms ?? []), ...(command.call ? [command.call] : []), command.group],
        keys: first && shownKeys(first),
        checked: command.checked?.(),
        unavailable: command.unavailable?.(),
        run: () => book.run(command),
      };
    });
}

/** Servers and connections, to go to. */
export function placeEntries(): Entry[] {
  const store = useLab.getState();
  const { sockets, servers } = store.lab;
  const serverEntries = [...servers.values()].map(
    (server): Entry => ({
      id: `server-${server.serverId}`,
      group: 'Servers',
      title: `Server ${server.name}`,
      words: [formatAddress(server.address), server.state],
      detail: `${formatAddress(server.address)} · ${server.state} · ${server.connections} open`,
      run: () => {
        document.querySelector<HTMLElement>(`[data-server-id="${server.serverId}"] button`)?.focus();
      },
    }),
  );
  const connectionEntries = connectionsNow(store).flatMap(({ id }): Entry[] => {
    const socket = sockets.get(id);
    if (!socket) return [];
    const ends = `${formatEndpoint(socket.local)} → ${formatEndpoint(socket.remote)}`;
    return [
      {
        id: `connection-${id}`,
        group: 'Connections',
        title: `#${id} ${socket.name ?? ends}`,
        words: [ends, stateWords[socket.state]],
        detail: socket.name === undefined ? stateWords[socket.state] : `${ends} · ${stateWords[socket.state]}`,
        run: () => {
          show(id);
          document.querySelector<HTMLElement>('[role=grid]')?.focus();
        },
      },
    ];
  });
  return [...serverEntries, ...connectionEntries];
}

const contextGroups: Readonly<Partial<Record<Scope, Command['group']>>> = {
  sidebar: 'Endpoint',
  grid: 'Connection',
  inspector: 'Connection',
  stream: 'Connection',
  composer: 'Connection',
};

/** What an empty palette shows: what can be done with the thing that had the focus, then what was used last. */
export function startEntries(
  book: CommandBook,
  custom: CustomKeys,
  focused: Element | null,
  recent: readonly string[],
): EntryGroup[] {
  const scopes = scopesAt(focused);
  const group = contextGroups[scopes[0] ?? 'global'] ?? 'Endpoint';
  const here = book.commands.filter((c) => c.group === group || (c.scope !== 'global' && scopes.includes(c.scope)));
  const recents = recent.map((id) => book.find(id)).filter((c) => c !== undefined);
  const others = recents.filter((command) => !here.includes(command));
  return grouped([
    ...commandEntries(book, custom, here, group === 'Connection' ? 'For this connection' : 'Endpoints'),
    ...commandEntries(book, custom, others, 'Used lately'),
  ]);
}

/** What a text leads to: a typed command, then what was found. One that is not complete only hints, below what was found. */
export function foundEntries(actions: Actions, all: readonly Entry[], text: string): EntryGroup[] {
  const typed = parseTyped(text);
  const found = inGroups(possibleFirst(rank(all, text), text).slice(0, MOST_FOUND));
  if (!typed) return grouped(found);
  const entry = {
    id: 'typed',
    title: typed.kind === 'problem' ? text.trim() : typedSentence(typed),
    unavailable: whyNotTyped(typed),
    run: () => runTyped(actions, typed),
  };
  return typed.kind === 'problem'
    ? grouped([...found, { ...entry, group: 'Typed command, not complete' }])
    : grouped([{ ...entry, group: 'Typed command' }, ...found]);
}

/** What can be done now before what cannot; but what is called exactly so stays where it is. */
function possibleFirst(found: readonly Entry[], text: string): readonly Entry[] {
  const named = (entry: Entry) =>
    text.trim().length > 3 && entry.title.toLowerCase().startsWith(text.trim().toLowerCase());
  const later = (entry: Entry) => entry.unavailable !== undefined && !named(entry);
  return [...found.filter((entry) => !later(entry)), ...found.filter(later)];
}

/** The best ones on top of a long list, whatever they belong to. */
const inGroups = (found: readonly Entry[]) =>
  found.length <= MOST_BEST * 2
    ? found
    : found.map((entry, i) => (i < MOST_BEST ? { ...entry, group: 'Best matches' } : entry));

/** In groups, in the order in which each group has its first entry. */
function grouped(entries: readonly Entry[]): EntryGroup[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([value, items]) => ({ value, items }));
}
