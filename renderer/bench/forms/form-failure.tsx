import type { Failure } from '../../../shared/contract/failures.ts';
import { StepButtons } from '../../actions/steps/step-buttons.tsx';
import type { Steps } from '../../actions/steps/steps.ts';
import { FailureCard } from '../../ui/failure-card.tsx';
import style from './forms.module.css';

export interface FormFailureProps {
  readonly failure: Failure;
  readonly field: string | undefined;
  readonly steps: Steps;
  /** Submits again with another address, where that is a step. */
  readonly onAddress?: (host: string) => void;
  /** Shows what a step was refused with. */
  readonly onRefused: (error: unknown) => void;
}

/** A refusal on top of its form, with the steps that make sense from here. */
export function FormFailure({ failure, field, steps, onAddress, onRefused }: FormFailureProps) {
  const next = (failure.next ?? []).filter((name) => steps[name] || (name === 'pick-address' && onAddress));
  // What a field can say by itself needs no card above the form.
  if (field !== undefined && next.length === 0) return null;
  return (
    <div className={style.failure}>
      <FailureCard failure={failure}>
        {next.length > 0 && (
          <StepButtons next={next} steps={steps} onRefused={onRefused} {...(onAddress && { onAddress })} />
        )}
      </FailureCard>
    </div>
  );
}
