import { failureFrom } from '../../actions/caller.ts';
import { shownList, shownStream } from './stream-shown.ts';
import { changeFind, directionOf, useStreamState } from './stream-state.ts';

let lastSearch = 0;

/** Searches the whole kept capture for what is written in the find bar, and goes to the match nearest to what is read. */
export async function search({ keepPlace = false } = {}): Promise<void> {
  const stream = shownStream();
  if (!stream) return;
  const mine = ++lastSearch;
  const { kind, pattern, matchCase, speaker } = useStreamState.getState().find;
  if (pattern === '') {
    changeFind({ result: undefined, current: -1, problem: undefined, busy: false });
    return;
  }
  const { socketId, origin } = stream.socket;
  changeFind({ busy: true, problem: undefined });
  try {
    const result = await stream.actions.call('capture.find', {
      socketId,
      kind,
      pattern,
      matchCase,
      ...(speaker !== 'both' && { direction: directionOf(speaker, origin) }),
    });
    if (mine !== lastSearch) return; // a newer one is on its way
    const { current, cursor } = { ...useStreamState.getState().find, cursor: useStreamState.getState().cursor };
    if (keepPlace && current >= 0) {
      changeFind({ result, busy: false });
      return;
    }
    const from = cursor ?? 0;
    const nearest = result.matches.findIndex((match) => match.from.index >= from);
    const next = result.matches.length === 0 ? -1 : Math.max(0, nearest);
    changeFind({ result, busy: false, current: next });
    if (next >= 0) await goTo(next);
  } catch (error) {
    if (mine !== lastSearch) return;
    const { message, why } = failureFrom(error);
    changeFind({ result: undefined, current: -1, busy: false, problem: why ? `${message} ${why}` : message });
  }
}

/** Goes to the next or the previous match, round the end. */
export async function step(by: 1 | -1): Promise<void> {
  const { result, current } = useStreamState.getState().find;
  const count = result?.matches.length ?? 0;
  if (count === 0) return;
  await goTo((current + by + count) % count);
}

async function goTo(nth: number): Promise<void> {
  const match = useStreamState.getState().find.result?.matches[nth];
  if (!match) return;
  changeFind({ current: nth });
  await shownList()?.reveal(match.from.index, match.from.offset);
}
