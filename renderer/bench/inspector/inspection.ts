// What Node says about a socket now, asked once a second while somebody looks.
import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/contract/failures.ts';
import type { Inspection } from '../../../shared/contract/methods/socket.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { onPaint } from '../../state/clock.ts';

const EVERY_MS = 1_000;

export interface Looked {
  readonly facts: Inspection | undefined;
  readonly failure: Failure | undefined;
  /** Asks at once: something was changed. */
  readonly look: () => void;
}

/** Follows every property of a socket. Stands still while the view is frozen or hidden, as all that is painted does. */
export function useInspection(socket: Socket): Looked {
  const { socketId } = socket;
  const actions = useActions();
  const [facts, setFacts] = useState<Inspection | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();
  const [turn, setTurn] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed record and a turn ask anew
  useEffect(() => {
    let asked = performance.now();
    let here = true;
    const ask = async () => {
      try {
        const found = await actions.call('socket.inspect', { socketId });
        if (here) {
          setFacts(found);
          setFailure(undefined);
        }
      } catch (error) {
        if (here) setFailure(failureFrom(error));
      }
    };
    void ask();
    const stop = onPaint(() => {
      if (performance.now() - asked < EVERY_MS) return;
      asked = performance.now();
      void ask();
    });
    return () => {
      here = false;
      stop();
    };
  }, [actions, socketId, socket, turn]);
  return { facts, failure, look: () => setTurn((before) => before + 1) };
}
