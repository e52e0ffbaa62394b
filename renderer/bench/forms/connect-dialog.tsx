import { useState } from 'react';
import { socketOptions, target } from '../../../shared/contract/dial-options.ts';
import type { Client } from '../../../shared/contract/document.ts';
import type { ClientId } from '../../../shared/contract/fields.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { clientNow, clientTitle } from '../../actions/client-actions.ts';
import { shortPath } from '../../actions/steps/steps.ts';
import { useLab } from '../../state/lab-store.ts';
import { useSettings } from '../../state/settings.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SwitchField, TextField } from '../../ui/field.tsx';
import { ContractFields, fieldNames, type Mode } from './contract-fields.tsx';
import { earlyFailure } from './early-checks.ts';
import { newClientValues } from './form-defaults.ts';
import { FormFailure } from './form-failure.tsx';
import style from './forms.module.css';
import { ModeChoice } from './mode-choice.tsx';
import { useContractForm } from './use-contract-form.ts';

const objects = [target.entries, socketOptions.entries];

export interface ConnectDialogProps {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly path?: string | undefined;
  /** The client to change; a new one without it. */
  readonly clientId?: ClientId | undefined;
}

/** Connect: keeps a client and dials it, defines a socket to be dialled later, or changes a client. */
export function ConnectDialog({ host, port, path, clientId }: ConnectDialogProps) {
  const actions = useActions();
  const about = useLab((s) => s.about);
  const [client] = useState(() => clientNow(clientId));
  const form = useContractForm(objects, startValues({ host, port, path }, client));
  const [mode, setMode] = useState<Mode>((client ? client.target.path : path) === undefined ? 'tcp' : 'path');
  const [name, setName] = useState(client?.name ?? '');
  const [paused, setPaused] = useState(false);
  const [busy, setBusy] = useState(false);

  const early = earlyFailure(form.values, mode, 'connect', about);

  async function submit(change: Readonly<Record<string, unknown>> = {}, dial = true): Promise<void> {
    if (early && Object.keys(change).length === 0) {
      form.fail(early.failure, mode);
      return;
    }
    setBusy(true);
    form.clear();
    const definition = {
      ...(name !== '' && { name }),
      target: { ...form.given(target.entries, mode), ...change },
      options: form.given(socketOptions.entries, mode),
    } as Omit<Client, 'clientId'>;
    try {
      if (client) {
        await actions.clients.change(client, definition);
        if (dial) await actions.clients.dial({ ...definition, clientId: client.clientId });
      } else {
        await actions.clients.createAnd(dial ? (paused ? 'dial-paused' : 'dial') : 'row', definition);
      }
      closeDialog();
    } catch (error) {
      form.fail(failureFrom(error), mode);
    } finally {
      setBusy(false);
    }
  }

  const fields = { mode, values: form.values, errors: form.errorsWith(early), onChange: form.change };
  const failed = early ?? form;
  const short = shortPath(String(form.values.path ?? ''));
  const hiddenFailed =
    form.failedField !== undefined &&
    objects.some((entries) => fieldNames(entries, mode, 'advanced').includes(form.failedField ?? ''));
  return (
    <Dialog
      title={client ? `Change “${clientTitle(client)}”` : 'Connect'}
      testId="connect-dialog"
      onClose={closeDialog}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button
            look="quiet"
            testId="connect-later"
            onClick={() => void submit({}, false)}
            {...(!client && { title: 'new net.Socket(): a row to dial later' })}
          >
            {client ? 'Save without dialling' : 'Create without dialling'}
          </Button>
          <span style={{ flex: 1 }} />
          <Button onClick={closeDialog}>Cancel</Button>
          <Button look="primary" type="submit" testId="connect-submit" unavailable={busy ? 'Working on it' : undefined}>
            {client ? 'Save and connect' : 'Connect'}
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
      {failed.failure && (
        <FormFailure
          failure={failed.failure}
          field={early?.field ?? form.failedField}
          steps={
            short === undefined
              ? {}
              : {
                  'use-temp-path': {
                    title: `Use ${short}`,
                    testId: 'use-temp-path',
                    run: () => form.change('path', short),
                  },
                }
          }
          onRefused={(error) => form.fail(failureFrom(error), mode)}
        />
      )}
      <ContractFields entries={target.entries} level="common" {...fields} />
      <div className={style.section}>
        <ContractFields entries={socketOptions.entries} level="common" {...fields} />
        {!client && (
          <SwitchField
            title="Start with reading stopped"
            nodeName="pause()"
            help="The socket is paused before it connects."
            checked={paused}
            onChange={setPaused}
          />
        )}
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

function startValues({ host, port, path }: ConnectDialogProps, client: Client | undefined): Record<string, unknown> {
  if (client) return { ...client.target, ...client.options };
  const where = path === undefined ? { host: host ?? '127.0.0.1', ...(port && { port }) } : { path };
  return { ...where, ...newClientValues(useSettings.getState()) };
}
