import { useState } from 'react';
import { idleChoices } from '../../../shared/contract/common-options.ts';
import type { Failure } from '../../../shared/contract/failures.ts';
import { type IdleAction, idleActions, type SocketId } from '../../../shared/contract/fields.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { useSocket } from '../../state/lab-store.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';

/** Changes the idle timeout of one living end. Node only notifies; what else happens is chosen here and always named. */
export function TimeoutDialog({ socketId }: { socketId: SocketId }) {
  const actions = useActions();
  const socket = useSocket(socketId);
  const [time, setTime] = useState(String(socket?.timeoutMs || 30_000));
  const [action, setAction] = useState<IdleAction>(socket?.onTimeout ?? 'notify');
  const [failure, setFailure] = useState<Failure | undefined>();

  async function submit(ms: number): Promise<void> {
    const refused = await actions.sockets.setTimeout(socketId, ms, action);
    setFailure(refused);
    if (!refused) closeDialog();
  }

  return (
    <Dialog
      title={`Idle timeout of #${socketId}`}
      testId="timeout-dialog"
      onClose={closeDialog}
      onSubmit={() => void submit(time.trim() === '' ? 0 : Number(time))}
      footer={
        <>
          <Button onClick={() => void submit(0)}>Turn off</Button>
          <Button look="primary" type="submit" testId="timeout-submit">
            Set
          </Button>
        </>
      }
    >
      <div style={{ display: 'grid', gap: 12 }}>
        <TextField
          title="Idle timeout (ms)"
          nodeName="timeoutMs"
          numeric
          value={time}
          testId="field-timeoutMs"
          error={failure && [failure.message, failure.why].filter(Boolean).join(' ')}
          help="Time without a byte either way. 0 = off."
          onChange={setTime}
        />
        <ChoiceField
          title="When it fires"
          nodeName="onTimeout"
          value={action}
          testId="field-onTimeout"
          choices={idleChoices}
          help="Node raises “timeout” and leaves the socket open; it never closes it for you."
          onChange={(next) => setAction(idleActions.find((a) => a === next) ?? 'notify')}
        />
      </div>
    </Dialog>
  );
}
