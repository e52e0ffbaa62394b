import type { Failure } from '../../../shared/contract/failures.ts';
import type { Listen } from '../../../shared/contract/listen-options.ts';
import type { Server } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { StepButtons } from '../../actions/steps/step-buttons.tsx';
import { listenSteps } from '../../actions/steps/steps.ts';
import { noteServerFailure, openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';

/** Why a server does not listen, with the steps that make sense from its row. */
export function ServerFailure({ server, failure }: { server: Server; failure: Failure }) {
  const actions = useActions();
  const { serverId, listen } = server;
  const move = (change: Partial<Listen>) =>
    Object.keys(change).length === 0 ? actions.servers.start(serverId) : actions.servers.moveAndListen(server, change);
  const edit = () => openDialog({ kind: 'listen', serverId });
  return (
    <FailureCard failure={failure}>
      <StepButtons
        next={failure.next?.filter((step) => step !== 'try-again')}
        steps={listenSteps(actions, listen, move, edit)}
        onAddress={(host) => void move({ host })}
        onRefused={(error) => noteServerFailure(serverId, failureFrom(error))}
      />
      <Button small onClick={() => void actions.servers.start(serverId)}>
        Try again
      </Button>
      <Button small onClick={edit}>
        Change…
      </Button>
    </FailureCard>
  );
}
