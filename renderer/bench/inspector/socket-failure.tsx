import type { Failure } from '../../../shared/contract/failures.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { StepButtons } from '../../actions/steps/step-buttons.tsx';
import { socketSteps } from '../../actions/steps/steps.ts';
import { FailureCard } from '../../ui/failure-card.tsx';

/** What went wrong on a socket, with the steps that make sense from it. */
export function SocketFailure({ socket, failure }: { socket: Socket; failure: Failure }) {
  const actions = useActions();
  return (
    <FailureCard failure={failure}>
      <StepButtons next={failure.next} steps={socketSteps(actions, socket, failure)} />
    </FailureCard>
  );
}
