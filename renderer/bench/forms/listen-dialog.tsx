import { useState } from 'react';
import type { ServerId } from '../../../shared/contract/fields.ts';
import { type Listen, listen, serverOptions } from '../../../shared/contract/listen-options.ts';
import type { Params } from '../../../shared/contract/methods.ts';
import type { BehaviourSettings, Mock } from '../../../shared/mocks/mock.ts';
import { isLoopback } from '../../../shared/model/exposure.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { listenSteps } from '../../actions/steps/steps.ts';
import { useLab } from '../../state/lab-store.ts';
import { changeSettings, useSettings } from '../../state/settings.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { BehaviourFields } from './behaviour-fields.tsx';
import { ContractFields, fieldNames, type Mode } from './contract-fields.tsx';
import { earlyFailure } from './early-checks.ts';
import { newServerBehaviour, newServerValues } from './form-defaults.ts';
import { FormFailure } from './form-failure.tsx';
import style from './forms.module.css';
import { ModeChoice } from './mode-choice.tsx';
import { focusField, useContractForm } from './use-contract-form.ts';

const objects = [listen.entries, serverOptions.entries];

/** The rest of a mock without its base behaviour; null when nothing is left. */
function withoutBase(mock: Mock | null | undefined): Mock | null {
  const { otherwise: _, ...rest } = mock ?? {};
  return Object.keys(rest).length > 0 ? rest : null;
}

/** Listen: defines a server and starts it, or changes one that is stopped. */
export function ListenDialog({ serverId, byHand }: { serverId?: ServerId | undefined; byHand?: boolean }) {
  const actions = useActions();
  const server = useLab((s) => (serverId === undefined ? undefined : s.lab.servers.get(serverId)));
  const about = useLab((s) => s.about);
  const form = useContractForm(
    objects,
    server ? { ...server.listen, ...server.options } : newServerValues(useSettings.getState()),
  );
  const [mode, setMode] = useState<Mode>(server ? modeOf(server.listen) : 'tcp');
  const [name, setName] = useState(server?.name ?? '');
  const [behaviour, setBehaviour] = useState<BehaviourSettings | null>(
    server ? (server.mock?.otherwise ?? null) : byHand ? null : newServerBehaviour(useSettings.getState()),
  );
  const [busy, setBusy] = useState(false);

  async function submit(change: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const early = Object.keys(change).length === 0 && earlyFailure(form.values, mode, 'listen', about);
    if (early) {
      form.fail(early.failure, mode);
      return;
    }
    setBusy(true);
    form.clear();
    const where = { ...form.given(listen.entries, mode), ...change };
    if (mode === 'tcp' && where.port === undefined) where.port = 0;
    const definition = {
      ...(name !== '' && { name }),
      listen: where,
      options: form.given(serverOptions.entries, mode),
      mock: behaviour ? { ...server?.mock, otherwise: behaviour } : withoutBase(server?.mock),
    } as Params<'server.create'>;
    try {
      if (serverId === undefined) {
        await actions.servers.listenNew(definition);
        if (!byHand) changeSettings({ listenBehaviour: behaviour?.kind ?? '' });
      } else await actions.servers.changeAndListen(serverId, definition);
      closeDialog();
    } catch (error) {
      form.fail(failureFrom(error), mode);
    } finally {
      setBusy(false);
    }
  }

  const early = earlyFailure(form.values, mode, 'listen', about);
  const fields = { mode, values: form.values, errors: form.errorsWith(early), onChange: form.change };
  const open = mode === 'tcp' && !isLoopback(String(form.values.host ?? ''));
  const failed = early ?? form;
  return (
    <Dialog
      title={server ? `Change “${server.name}”` : 'Listen'}
      testId="listen-dialog"
      onClose={closeDialog}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button look="primary" type="submit" testId="listen-submit" unavailable={busy ? 'Working on it' : undefined}>
            {server ? 'Save and listen' : 'Listen'}
          </Button>
        </>
      }
    >
      <ModeChoice
        modes={[
          ['tcp', 'TCP port'],
          ['path', 'UNIX path'],
          ['fd', 'Descriptor'],
        ]}
        mode={mode}
        onChange={setMode}
      />
      {failed.failure && (
        <FormFailure
          failure={failed.failure}
          field={early?.field ?? form.failedField}
          steps={listenSteps(actions, form.given(listen.entries, mode) as Listen, submit, () => focusField(mode))}
          onAddress={(host) => void submit({ host })}
          onRefused={(error) => form.fail(failureFrom(error), mode)}
        />
      )}
      <ContractFields entries={pick(listen.entries, mode, 'common')} level="common" {...fields} />
      {open && <p className={style.warning}>Everyone on your network can reach this server.</p>}
      <div className={style.section}>
        <BehaviourFields value={behaviour} onChange={setBehaviour} />
      </div>
      <div className={style.section}>
        <ContractFields entries={serverOptions.entries} level="common" {...fields} />
        <TextField title="Name" value={name} placeholder="optional" testId="field-name" onChange={setName} />
      </div>
      <details className={style.advanced} open={advancedFailed(form.failedField, mode)}>
        <summary>Advanced</summary>
        <div className={style.section}>
          <ContractFields entries={listen.entries} level="advanced" {...fields} />
          <ContractFields entries={serverOptions.entries} level="advanced" {...fields} />
        </div>
      </details>
    </Dialog>
  );
}

function modeOf({ fd, path, port }: { fd?: unknown; path?: unknown; port?: unknown }): Mode {
  if (typeof fd === 'number') return 'fd';
  return path !== undefined && (port === undefined || port === null) ? 'path' : 'tcp';
}

const pick = (entries: typeof listen.entries, mode: Mode, level: 'common') =>
  Object.fromEntries(Object.entries(entries).filter(([key]) => fieldNames(entries, mode, level).includes(key)));

/** A failure on a hidden field opens the part that hides it. */
const advancedFailed = (field: string | undefined, mode: Mode) =>
  field !== undefined && objects.some((entries) => fieldNames(entries, mode, 'advanced').includes(field))
    ? true
    : undefined;
