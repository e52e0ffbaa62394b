// Tags of connections: what a person calls them. An edit that every window sees and that can be undone.
import { create } from 'zustand';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { tagsOf } from '../../../shared/filters/facts.ts';
import { formatCounted } from '../../../shared/format.ts';
import { connectionOf } from '../../../shared/model/connections.ts';
import type { Actions } from '../../actions/actions.ts';
import { failureFrom } from '../../actions/caller.ts';
import { subjectNow } from '../../commands/subject.ts';
import { connectionNow, useLab } from '../../state/lab-store.ts';
import { edit } from '../../state/undo.ts';
import { useView } from '../../state/view-store.ts';
import { useGrid } from './grid-store.ts';

/** The connections whose tags are being asked for. */
export const useTagging = create<{ readonly ids: readonly SocketId[] }>()(() => ({ ids: [] }));
export const openTagging = (ids: Iterable<SocketId>) => useTagging.setState({ ids: [...ids] });
export const closeTagging = () => useTagging.setState({ ids: [] });

/** The connections that “Tag” is about now: the one a menu was opened on, those that are selected together, or the one. */
export function toTag(): readonly SocketId[] {
  const subject = subjectNow();
  if (subject?.none) return [];
  if (subject?.end !== undefined) return [connectionNow(subject.end)?.id ?? subject.end];
  const { ids } = useGrid.getState().selection;
  const { selected } = useView.getState();
  return ids.size > 1 ? [...ids] : selected === undefined ? [] : [selected];
}

export const taggedTitle = (ids: readonly SocketId[]) =>
  ids.length === 1 ? `Tag #${ids[0]}` : `Tag ${formatCounted(ids.length, 'connection')}`;

/** The ends of a connection that are there, the one that stands for it first. */
function endsOf(id: SocketId) {
  const { sockets } = useLab.getState().lab;
  const connection = connectionOf(sockets, id);
  const ends = [connection?.client, connection?.server];
  return ends.flatMap((end) => (end === undefined ? [] : (sockets.get(end) ?? [])));
}
export const tagsNow = (id: SocketId) => tagsOf(endsOf(id));

/** The tags that all of some connections have. */
export function commonTags(ids: readonly SocketId[]): readonly string[] {
  const [first = [], ...others] = ids.map(tagsNow);
  return first.filter((tag) => others.every((tags) => tags.includes(tag)));
}

/** Every tag that is in use, in alphabetical order. */
export const knownTags = (): readonly string[] =>
  tagsOf([...useLab.getState().lab.sockets.values()]).toSorted((a, b) => a.localeCompare(b));

/** Words between commas, each once; without quotation marks, which filters use. */
export const tagsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .replaceAll('"', '')
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

/** Puts tags on connections in place of those that all of them had; what only some have stays with those. */
export async function tag(actions: Actions, ids: readonly SocketId[], tags: readonly string[]): Promise<void> {
  const common = commonTags(ids);
  await edit(taggedTitle(ids), async () => {
    const before = ids.flatMap((id) => endsOf(id).map(({ socketId, tags: had = [] }) => ({ socketId, tags: had })));
    const after = ids.flatMap((id) => {
      const own = tagsNow(id).filter((one) => !common.includes(one) && !tags.includes(one));
      // The end that stands for the row carries them all.
      return endsOf(id).map(({ socketId }, i) => ({ socketId, tags: i === 0 ? [...own, ...tags] : [] }));
    });
    await write(actions, after);
    return () => write(actions, before);
  });
}

interface Tagged {
  readonly socketId: SocketId;
  readonly tags: readonly string[];
}

async function write(actions: Actions, list: readonly Tagged[]): Promise<void> {
  const { sockets } = useLab.getState().lab;
  for (const { socketId, tags } of list) {
    const had = sockets.get(socketId)?.tags ?? [];
    if (had.join(',') === tags.join(',')) continue;
    try {
      await actions.call('socket.tag', { socketId, tags: [...tags] });
    } catch (error) {
      if (failureFrom(error).code !== 'UNKNOWN_SOCKET') throw error; // a row that was removed meanwhile has no tags
    }
  }
}
