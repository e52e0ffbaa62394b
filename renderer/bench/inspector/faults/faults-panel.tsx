import { X } from 'lucide-react';
import { useState } from 'react';
import * as v from 'valibot';
import type { AppliedFault, Socket } from '../../../../shared/contract/records.ts';
import { directionsOf, faultSettings } from '../../../../shared/faults/index.ts';
import { isOver } from '../../../../shared/model/socket-state.ts';
import { useActions } from '../../../actions/actions-context.tsx';
import { PartEditor } from '../../../mocks/forms/part-editor.tsx';
import { GeneratedFields } from '../../../mocks/forms/schema-fields.tsx';
import { type Part, parts } from '../../../mocks/parts.ts';
import { Button } from '../../../ui/button.tsx';
import { faultTitle } from './fault-entries.ts';
import style from './faults.module.css';
import { HeldTray } from './held-tray.tsx';

const onSockets = parts.faults.filter(({ ofServer }) => !ofServer);

/** The faults of one end: those at work, what they hold, and a form for another. */
export function FaultsPanel({ socket }: { socket: Socket }) {
  return (
    <div className={style.panel} data-testid="faults-panel">
      <ActiveFaults socket={socket} />
      {(socket.held ?? 0) > 0 && <HeldTray socket={socket} />}
      {!isOver(socket.state) && <NewFault socket={socket} />}
    </div>
  );
}

const fromWords: Readonly<Record<AppliedFault['from'], string>> = {
  wire: 'of the mock’s wire',
  tap: 'of the tap',
  socket: 'on this connection',
  mock: 'the mock’s behaviour',
};

function ActiveFaults({ socket }: { socket: Socket }) {
  const actions = useActions();
  const { socketId, faults = [] } = socket;
  if (faults.length === 0) {
    return <p className={style.hint}>No faults: bytes pass as they are.</p>;
  }
  return (
    <section aria-labelledby="faults-active">
      <h3 id="faults-active">At work, in this order</h3>
      <ol className={style.active}>
        {faults.map(({ faultId, fault, from, active }) => (
          <li key={faultId} data-testid="active-fault" data-from={from}>
            <span className={style.what}>{faultTitle(fault)}</span>
            <span className={style.meta}>
              {directionsOf(fault).join(' and ')} · {fromWords[from]}
              {!active && ' · chance has spared this connection'}
            </span>
            {from === 'socket' && (
              <Button
                small
                look="quiet"
                icon={<X size={14} />}
                label={`Remove “${faultTitle(fault)}”`}
                testId="fault-remove"
                onClick={() => void actions.faults.clear(socketId, faultId)}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A form for one fault, from the catalogue. It is put on when it is said, not while it is being chosen. */
function NewFault({ socket }: { socket: Socket }) {
  const actions = useActions();
  const [fault, setFault] = useState<Part>(onSockets[0]?.defaults as Part);
  const change = (next: Part | undefined): string | undefined => {
    if (!next) return 'A fault needs a kind.';
    const checked = v.safeParse(faultSettings, next);
    if (!checked.success) return checked.issues[0].message;
    setFault(checked.output as Part);
    return undefined;
  };
  return (
    <section className={style.new} aria-label="Another fault">
      <GeneratedFields>
        <PartEditor title="Fault" entries={onSockets} value={fault} path="fault" onChange={change} />
      </GeneratedFields>
      <Button
        look="primary"
        testId="fault-apply"
        onClick={() => void actions.faults.apply(socket.socketId, [v.parse(faultSettings, fault)])}
      >
        Put it on this {socket.origin === 'accepted' ? 'server' : 'client'} end
      </Button>
    </section>
  );
}
