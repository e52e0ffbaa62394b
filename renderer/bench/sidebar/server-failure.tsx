import type { Failure } from '../../../shared/contract/failures.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';

/** Why a server does not listen, with the steps that make sense from its row. */
export function ServerFailure({ server, failure }: { server: Server; failure: Failure }) {
  const actions = useActions();
  const { serverId, listen } = server;
  const next = failure.next ?? [];
  const port = Number(listen.port ?? 0);
  const moveTo = (change: { port: number }) => void actions.servers.moveAndListen(server, change);
  return (
    <FailureCard failure={failure}>
      {next.includes('use-next-port') && (
        <Button small testId="use-next-port" onClick={() => moveTo({ port: port + 1 })}>
          Use {port + 1}
        </Button>
      )}
      {next.includes('use-any-port') && (
        <Button small onClick={() => moveTo({ port: 0 })}>
          Any free port
        </Button>
      )}
      {next.includes('remove-stale-socket') && typeof listen.path === 'string' && (
        <Button
          small
          testId="remove-stale"
          onClick={() => void actions.servers.removeStaleAndListen(serverId, listen.path as string)}
        >
          Remove it and listen
        </Button>
      )}
      <Button small onClick={() => void actions.servers.start(serverId)}>
        Try again
      </Button>
      <Button small onClick={() => openDialog({ kind: 'listen', serverId })}>
        Change…
      </Button>
    </FailureCard>
  );
}
