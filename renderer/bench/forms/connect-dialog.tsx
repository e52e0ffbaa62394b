import { useState } from 'react';
import { socketOptions, target } from '../../../shared/contract/dial-options.ts';
import type { Params } from '../../../shared/contract/methods.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { closeDialog, select } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SwitchField, TextField } from '../../ui/field.tsx';
import { ContractFields, fieldNames, type Mode } from './contract-fields.tsx';
import { FormFailure } from './form-failure.tsx';
import style from './forms.module.css';
import { ModeChoice } from './mode-choice.tsx';
import { useContractForm } from './use-contract-form.ts';

const objects = [target.entries, socketOptions.entries];

export interface ConnectDialogProps {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly path?: string | undefined;
}

/** Connect: dials a socket, or defines one to be dialled later. */
export function ConnectDialog({ host, port, path }: ConnectDialogProps) {
  const actions = useActions();
  const form = useContractForm(
    objects,
    path === undefined ? { host: host ?? '127.0.0.1', ...(port && { port }) } : { path },
  );
  const [mode, setMode] = useState<Mode>(path === undefined ? 'tcp' : 'path');
  const [name, setName] = useState('');
  const [paused, setPaused] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(change: Readonly<Record<string, unknown>> = {}, dial = true): Promise<void> {
    setBusy(true);
    form.clear();
    const definition = {
      ...(name !== '' && { name }),
      target: { ...form.given(target.entries, mode), ...change },
      options: form.given(socketOptions.entries, mode),
    } as Params<'socket.create'>;
    try {
      const { socketId } = dial
        ? await actions.call('socket.connect', { ...definition, ...(paused && { paused }) })
        : await actions.call('socket.create', definition);
      select(socketId, 'client');
      closeDialog();
    } catch (error) {
      form.fail(failureFrom(error), mode);
    } finally {
      setBusy(false);
    }
  }

  const fields = { mode, values: form.values, errors: form.errors, onChange: form.change };
  const hiddenFailed =
    form.failedField !== undefined &&
    objects.some((entries) => fieldNames(entries, mode, 'advanced').includes(form.failedField ?? ''));
  return (
    <Dialog
      title="Connect"
      testId="connect-dialog"
      onClose={closeDialog}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button look="quiet" onClick={() => void submit({}, false)} title="new net.Socket(): a row to dial later">
            Create without dialling
          </Button>
          <span style={{ flex: 1 }} />
          <Button onClick={closeDialog}>Cancel</Button>
          <Button look="primary" type="submit" testId="connect-submit" unavailable={busy ? 'Working on it' : undefined}>
            Connect
          </Button>
        </>
      }
    >
      <ModeChoice
        modes={[
          ['tcp', 'TCP'],
          ['path', 'UNIX path'],
        ]}
        mode={mode}
        onChange={setMode}
      />
      {form.failure && (
        <FormFailure
          failure={form.failure}
          field={form.failedField}
          mode={mode}
          values={form.values}
          onRetry={submit}
        />
      )}
      <ContractFields entries={target.entries} level="common" {...fields} />
      <div className={style.section}>
        <ContractFields entries={socketOptions.entries} level="common" {...fields} />
        <SwitchField
          title="Start with reading stopped"
          nodeName="pause()"
          help="The socket is paused before it connects."
          checked={paused}
          onChange={setPaused}
        />
        <TextField title="Name" value={name} placeholder="optional" testId="field-name" onChange={setName} />
      </div>
      <details className={style.advanced} open={hiddenFailed || undefined}>
        <summary>Advanced</summary>
        <div className={style.section}>
          <ContractFields entries={target.entries} level="advanced" {...fields} />
          <ContractFields entries={socketOptions.entries} level="advanced" {...fields} />
        </div>
      </details>
    </Dialog>
  );
}
