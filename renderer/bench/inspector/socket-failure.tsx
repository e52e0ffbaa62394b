import type { Failure } from '../../../shared/contract/failures.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';

/** What went wrong on a socket, with the steps that make sense from it. */
export function SocketFailure({ socket, failure }: { socket: Socket; failure: Failure }) {
  const actions = useActions();
  const { socketId, origin, target } = socket;
  const next = failure.next ?? [];
  const dialled = origin === 'dialled';
  return (
    <FailureCard failure={failure}>
      {dialled &&
        (next.includes('try-again') || next.includes('reconnect') || next.includes('open-new-connection')) && (
          <Button
            small
            testId="try-again"
            onClick={() =>
              void (next.includes('open-new-connection')
                ? actions.sockets.dialOnceMore(socketId)
                : actions.sockets.dialAgain(socketId))
            }
          >
            {next.includes('reconnect')
              ? 'Reconnect'
              : next.includes('open-new-connection')
                ? 'Open a new connection'
                : 'Try again'}
          </Button>
        )}
      {dialled && target && next.includes('start-server-here') && (
        <Button small testId="start-server-here" onClick={() => void actions.servers.startFor(target)}>
          Start a server here
        </Button>
      )}
      {dialled && typeof target?.path === 'string' && next.includes('remove-stale-socket') && (
        <Button small onClick={() => void actions.servers.removeStale(target.path as string)}>
          Remove leftover
        </Button>
      )}
      {next.includes('close-now') && (
        <Button small onClick={() => void actions.sockets.act(socketId, 'socket.destroy')}>
          Close now
        </Button>
      )}
    </FailureCard>
  );
}
