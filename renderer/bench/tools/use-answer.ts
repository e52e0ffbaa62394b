import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/contract/failures.ts';
import type { Method, Params, Result } from '../../../shared/contract/methods.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';

export interface Answer<T> {
  readonly result?: T | undefined;
  readonly failure?: Failure | undefined;
}

/** What the engine answers to a call, asked anew whenever its parameters change; nothing while `params` is undefined. */
export function useAnswer<M extends Method>(method: M, params: Params<M> | undefined, turn = 0): Answer<Result<M>> {
  const actions = useActions();
  const [answer, setAnswer] = useState<Answer<Result<M>>>({});
  const key = params === undefined ? undefined : JSON.stringify(params);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the parameters; a turn asks once more
  useEffect(() => {
    if (params === undefined) {
      setAnswer({});
      return;
    }
    let latest = true;
    actions.call(method, params).then(
      (result) => latest && setAnswer({ result }),
      (error: unknown) => latest && setAnswer({ failure: failureFrom(error) }),
    );
    return () => {
      latest = false;
    };
  }, [actions, method, key, turn]);
  return answer;
}

/** A failure in one line, for its place beside a field. */
export const failureLine = (failure: Failure | undefined) =>
  failure && [failure.message, failure.why ?? failure.nodeMessage].filter(Boolean).join(' ');
