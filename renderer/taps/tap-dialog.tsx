import { useState } from 'react';
import * as v from 'valibot';
import { type Place, pastedPlace } from '../../shared/commands/addresses.ts';
import { terminalCommand } from '../../shared/compose/terminal-command.ts';
import type { Failure } from '../../shared/contract/failures.ts';
import type { TapId } from '../../shared/contract/fields.ts';
import type { TapDefinition } from '../../shared/contract/methods/mock.ts';
import type { NodeAddress, Tap } from '../../shared/contract/records.ts';
import { faultList } from '../../shared/faults/index.ts';
import { formatAddress } from '../../shared/format.ts';
import { useActions } from '../actions/actions-context.tsx';
import { failureFrom } from '../actions/caller.ts';
import { targetText } from '../actions/client-actions.ts';
import { PartList } from '../mocks/forms/part-list.tsx';
import { GeneratedFields } from '../mocks/forms/schema-fields.tsx';
import { type Part, parts } from '../mocks/parts.ts';
import { useLab } from '../state/lab-store.ts';
import { closeDialog } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailureCard } from '../ui/failure-card.tsx';
import { ChoiceField, SwitchField, TextField } from '../ui/field.tsx';
import { startOnFreePort } from './start-tap.ts';
import { noTapOptions, TapOptions, tapOptionsOf, tapOptionsProblem } from './tap-options.tsx';
import style from './taps.module.css';

const FIRST_PORT = 7008;

export interface TapDialogProps {
  /** The tap to change; a new one without it. */
  readonly tapId?: TapId | undefined;
  readonly target?: string | undefined;
}

/** Tap: listens, and joins whoever connects to a target; or changes what a tap does. Then says where to connect. */
export function TapDialog({ tapId, target: given }: TapDialogProps) {
  const [tap] = useState(() => (tapId === undefined ? undefined : useLab.getState().lab.taps.get(tapId)));
  const [address, setAddress] = useState<NodeAddress>();
  if (address !== undefined) return <TapCard address={address} />;
  return <TapForm tap={tap} target={given ?? (tap ? targetText(tap.target) : '')} onStarted={setAddress} />;
}

interface TapFormProps {
  readonly tap: Tap | undefined;
  readonly target: string;
  readonly onStarted: (address: NodeAddress) => void;
}

function TapForm({ tap, target: start, onStarted }: TapFormProps) {
  const actions = useActions();
  const [target, setTarget] = useState(start);
  const [listen, setListen] = useState('');
  const [name, setName] = useState(tap?.name ?? '');
  const [passFin, setPassFin] = useState(tap?.passFin ?? true);
  const [passReset, setPassReset] = useState(tap?.passReset ?? true);
  const [onRefuse, setOnRefuse] = useState<Tap['onRefuse']>(tap?.onRefuse ?? 'reset');
  const [faults, setFaults] = useState<Tap['faults']>(tap?.faults ?? []);
  const [options, setOptions] = useState(noTapOptions);
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [busy, setBusy] = useState(false);
  const where = pastedPlace(target);
  const own = listen.trim() === '' ? undefined : listenPlace(listen);
  const targetProblem =
    asked && !where ? 'A host with a port, as localhost:5432, or the path of a UNIX socket.' : undefined;
  const listenProblem =
    asked && listen.trim() !== '' && !own ? 'A port, an address with a port, or a path for a UNIX socket.' : undefined;

  async function submit(): Promise<void> {
    setAsked(true);
    if (!where || (listen.trim() !== '' && !own) || tapOptionsProblem(options)) return;
    setBusy(true);
    setFailure(undefined);
    const policy = { passFin, passReset, onRefuse, faults, ...(name.trim() !== '' && { name: name.trim() }) };
    try {
      if (tap) {
        await actions.taps.change(tap, { ...policy, target: where }, `Change tap “${tap.name}”`);
        closeDialog();
      } else {
        const definition = (place: Place) =>
          ({ ...policy, ...tapOptionsOf(options), target: where, listen: place }) as TapDefinition;
        const started = own
          ? await actions.taps.startNew(definition(own))
          : await startOnFreePort(FIRST_PORT, (port) => actions.taps.startNew(definition({ host: '127.0.0.1', port })));
        onStarted(started.address);
      }
    } catch (error) {
      setFailure(failureFrom(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={tap ? `Change tap “${tap.name}”` : 'Tap'}
      testId="tap-dialog"
      onClose={closeDialog}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button look="primary" type="submit" testId="tap-submit" unavailable={busy ? 'Working on it' : undefined}>
            {tap ? 'Save' : 'Start tap'}
          </Button>
        </>
      }
    >
      {failure && (
        <div className={style.failure}>
          <FailureCard failure={failure} />
        </div>
      )}
      <div className={style.fields}>
        <TextField
          title="Pass on to"
          value={target}
          placeholder="localhost:5432"
          help={
            tap
              ? 'A new target is for new connections; those that are there stay where they are.'
              : 'The real server: host and port, or the path of a UNIX socket.'
          }
          error={targetProblem}
          testId="tap-target"
          onChange={setTarget}
        />
        {!tap && (
          <TextField
            title="Listen on"
            value={listen}
            placeholder={`127.0.0.1:${FIRST_PORT}, or the next that is free`}
            help="Where the client connects in place of the real server. A path makes a UNIX socket."
            error={listenProblem}
            testId="tap-listen"
            onChange={setListen}
          />
        )}
        <SwitchField
          title="Pass FIN on"
          help="When one side finishes sending, the other side is told so. Off: half-close ends at the tap."
          checked={passFin}
          onChange={setPassFin}
        />
        <SwitchField
          title="Pass reset on"
          help="A reset of one side resets the other; on a UNIX socket it becomes a close."
          checked={passReset}
          onChange={setPassReset}
        />
        <ChoiceField
          title="When the target cannot be reached"
          value={onRefuse}
          choices={[
            { value: 'reset', title: 'Reset the client' },
            { value: 'close', title: 'Close the client' },
          ]}
          onChange={(next) => setOnRefuse(next as Tap['onRefuse'])}
        />
        <TextField title="Name" value={name} placeholder="optional" testId="tap-name" onChange={setName} />
        {!tap && <TapOptions value={options} onChange={setOptions} />}
        <details open={faults.length > 0} className={style.faults}>
          <summary>Faults</summary>
          <GeneratedFields>
            <PartList
              title="Faults"
              word="fault"
              entries={parts.faults}
              value={faults as readonly Part[]}
              path="tap-fault"
              onChange={(next) => {
                const checked = v.safeParse(faultList, next);
                if (!checked.success) return checked.issues[0].message;
                setFaults(checked.output);
                return undefined;
              }}
            />
          </GeneratedFields>
        </details>
      </div>
    </Dialog>
  );
}

/** Where to listen: a bare port means this machine only. */
function listenPlace(text: string): Place | undefined {
  const place = /^0$/u.test(text.trim()) ? { host: '127.0.0.1', port: 0 } : pastedPlace(text);
  return place && 'port' in place && place.host === 'localhost' ? { host: '127.0.0.1', port: place.port } : place;
}

/** What to do next: the client has to be pointed at the tap. */
function TapCard({ address }: { address: NodeAddress }) {
  const text = formatAddress(address);
  const command = terminalCommand(address);
  return (
    <Dialog
      title="The tap is running"
      testId="tap-card"
      onClose={closeDialog}
      onSubmit={closeDialog}
      footer={
        <Button look="primary" type="submit" testId="tap-card-close">
          Done
        </Button>
      }
    >
      <div className={style.card}>
        <p>
          Point your client at <strong className="mono">{text}</strong>
        </p>
        <CopyButton text={text}>Copy</CopyButton>
        {command && (
          <p className={style.hint}>
            Or try it: <code className="mono">{command}</code>{' '}
            <CopyButton small text={command} label={`Copy “${command}”`} />
          </p>
        )}
        <p className={style.hint}>
          A tap is two connections. Ending one does not end the other unless the tap passes it on.
        </p>
      </div>
    </Dialog>
  );
}
