import type { Failure } from '../../../shared/contract/failures.ts';
import type { Socket } from '../../../shared/contract/records.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useRetries } from '../../actions/retry.ts';
import { StepButtons } from '../../actions/steps/step-buttons.tsx';
import { socketSteps } from '../../actions/steps/steps.ts';
import { useLab } from '../../state/lab-store.ts';
import { FailureCard } from '../../ui/failure-card.tsx';

/** What went wrong on a socket, with the steps that make sense from it. */
export function SocketFailure({ socket, failure, folds }: { socket: Socket; failure: Failure; folds: boolean }) {
  const actions = useActions();
  // Some steps can be taken only while something is repeated.
  useLab((s) => s.lab.repeats.size);
  useRetries((s) => s.retries.size);
  return (
    <FailureCard failure={failure} folds={folds}>
      <StepButtons next={failure.next} steps={socketSteps(actions, socket, failure)} />
    </FailureCard>
  );
}
