import type { Actions } from '../../actions/actions.ts';
import type { Command } from '../../commands/command.ts';
import { showMock } from '../../mocks/mocks-store.ts';
import type { StreamChunk } from './stream-model.ts';
import { shownList, shownStream } from './stream-shown.ts';
import { useStreamState } from './stream-state.ts';

/** The received chunk a person means: the one at the cursor, or the newest. */
function receivedChunk(): StreamChunk | undefined {
  const rows = shownList()?.rows;
  const { cursor } = useStreamState.getState();
  const chunks = (rows?.items ?? []).filter((item) => item.kind === 'chunk' && item.direction === 'received');
  const chosen = chunks.find((item) => item.kind === 'chunk' && item.index === cursor) ?? chunks.at(-1);
  const beside = rows?.items.find((item) => item.kind === 'chunk' && item.index === cursor);
  if (beside?.kind === 'chunk' && beside.direction !== 'received') return undefined;
  return chosen?.kind === 'chunk' ? chosen : undefined;
}

/** Why there is nothing to explain; undefined when there is. */
function whyNotExplained(): string | undefined {
  const stream = shownStream();
  if (!stream) return 'No Stream is open';
  if (stream.socket.serverId === undefined) return 'This end belongs to no server of the lab';
  return receivedChunk() ? undefined : 'Choose a chunk that was received';
}

/** Shows in Mocks which rule a received message fires, and why the others do not (ux.md 4.4). */
async function explainReceived(actions: Actions): Promise<void> {
  const [stream, chunk] = [shownStream(), receivedChunk()];
  if (stream?.socket.serverId === undefined || !chunk) return;
  const { tryMessageOf } = await import('../../mocks/live/try-message.ts');
  showMock(stream.socket.serverId);
  await tryMessageOf(actions, stream.socket.socketId, chunk.index);
}

/** Makes a rule for messages like the received one; where no framing is chosen, that comes first. */
async function makeRule(actions: Actions): Promise<void> {
  const [stream, chunk] = [shownStream(), receivedChunk()];
  if (stream?.socket.serverId === undefined || !chunk) return;
  const { makeRuleOf } = await import('../../mocks/live/try-message.ts');
  showMock(stream.socket.serverId);
  await makeRuleOf(actions, stream.socket.socketId, chunk.index);
}

/** Commands about the rules of the mock that has received a chunk. */
export function ruleCommands(actions: Actions): Command[] {
  const received = { scope: 'stream', unavailable: whyNotExplained } as const;
  return [
    {
      ...received,
      id: 'stream.explain',
      title: 'Explain the rule of this message',
      group: 'View',
      keys: ['x'],
      synonyms: ['why', 'mock', 'which rule fired', 'mock.test'],
      run: () => explainReceived(actions),
    },
    {
      ...received,
      id: 'stream.makeRule',
      title: 'Make a rule from this message',
      short: 'Make a rule from this',
      group: 'Edit',
      synonyms: ['mock', 'answer', 'new rule'],
      run: () => makeRule(actions),
    },
  ];
}
