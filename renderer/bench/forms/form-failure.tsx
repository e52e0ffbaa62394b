import type { Failure } from '../../../shared/contract/failures.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { notify, openDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { FailureCard } from '../../ui/failure-card.tsx';
import type { Mode } from './contract-fields.tsx';
import type { FieldValues } from './field-values.ts';
import style from './forms.module.css';

export interface FormFailureProps {
  readonly failure: Failure;
  readonly field: string | undefined;
  readonly mode: Mode;
  readonly values: FieldValues;
  /** Submits again with these values in place of the form's. */
  readonly onRetry: (change?: Readonly<Record<string, unknown>>) => Promise<void>;
}

/** Steps this card has a button for. */
const offered: ReadonlySet<string> = new Set([
  'use-next-port',
  'use-any-port',
  'use-high-port',
  'use-loopback',
  'remove-stale-socket',
  'connect-to-it',
]);

/** A refusal on top of its form, with the steps that make sense from here. */
export function FormFailure({ failure, field, values, onRetry }: FormFailureProps) {
  const actions = useActions();
  const next = failure.next ?? [];
  const port = Number(values.port ?? 0);
  const path = String(values.path ?? '');
  const can = (step: NonNullable<Failure['next']>[number]) => next.includes(step);

  // What a field can say by itself needs no card above the form.
  if (field !== undefined && !next.some((step) => offered.has(step))) return null;

  async function removeStale(): Promise<void> {
    try {
      await actions.call('path.removeStale', { path });
      await onRetry();
    } catch (error) {
      const refused = failureFrom(error);
      notify('problem', refused.message, refused.why);
    }
  }

  return (
    <div className={style.failure}>
      <FailureCard failure={failure}>
        {can('use-next-port') && (
          <Button small onClick={() => void onRetry({ port: port + 1 })} testId="use-next-port">
            Use {port + 1}
          </Button>
        )}
        {can('use-any-port') && (
          <Button small onClick={() => void onRetry({ port: 0 })}>
            Any free port
          </Button>
        )}
        {can('use-high-port') && (
          <Button small onClick={() => void onRetry({ port: port + 8000 })}>
            Use {port + 8000}
          </Button>
        )}
        {can('use-loopback') && (
          <Button small onClick={() => void onRetry({ host: '127.0.0.1' })}>
            127.0.0.1
          </Button>
        )}
        {can('remove-stale-socket') && (
          <Button small onClick={() => void removeStale()} testId="remove-stale">
            Remove it and listen
          </Button>
        )}
        {can('connect-to-it') && (
          <Button
            small
            onClick={() =>
              openDialog(
                path === '' ? { kind: 'connect', host: String(values.host ?? ''), port } : { kind: 'connect', path },
              )
            }
          >
            Connect to it{path === '' ? ' instead' : ''}
          </Button>
        )}
      </FailureCard>
    </div>
  );
}
