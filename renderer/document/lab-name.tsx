import { useState } from 'react';
import { create } from 'zustand';
import { useActions } from '../actions/actions-context.tsx';
import { useLab } from '../state/lab-store.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';

const useAsking = create<{ readonly open: boolean }>()(() => ({ open: false }));
export const askLabName = () => useAsking.setState({ open: true });
const close = () => useAsking.setState({ open: false });

/** Asks for another name of the lab. Stands once in the window. */
export function LabNameDialog() {
  return useAsking((s) => s.open) ? <Asking /> : null;
}

function Asking() {
  const actions = useActions();
  const [name, setName] = useState(useLab.getState().lab.document.name);
  const error = name.trim() === '' ? 'A lab needs a name.' : name.length > 255 ? 'The name is too long.' : undefined;
  return (
    <Dialog
      title="Rename the lab"
      testId="lab-name"
      onClose={close}
      onSubmit={() => {
        if (error !== undefined) return;
        close();
        void actions.document.rename(name.trim());
      }}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" unavailable={error}>
            Rename
          </Button>
        </>
      }
    >
      <TextField title="Name" value={name} error={error} onChange={setName} testId="field-lab-name" />
    </Dialog>
  );
}
