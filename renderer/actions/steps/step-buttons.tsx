import { useEffect, useState } from 'react';
import type { Failure, NextStep } from '../../../shared/contract/failures.ts';
import type { MachineAddress } from '../../../shared/contract/methods/lab.ts';
import { Button } from '../../ui/button.tsx';
import { useActions } from '../actions-context.tsx';
import type { Steps } from './steps.ts';

export interface StepButtonsProps {
  readonly next: readonly NextStep[] | undefined;
  readonly steps: Steps;
  /** Listens on another address of this machine, where that is a step. */
  readonly onAddress?: (host: string) => void;
  /** Where a refusal of a step is shown; a notice without it. */
  readonly onRefused?: (error: unknown) => void;
}

/** The steps of a failure as buttons, in its order. */
export function StepButtons({ next = [], steps, onAddress, onRefused }: StepButtonsProps) {
  const actions = useActions();
  return next.map((name) => {
    if (name === 'pick-address') return onAddress && <AddressButtons key={name} onAddress={onAddress} />;
    const step = steps[name];
    if (!step) return null;
    const run = async () => {
      try {
        await step.run();
      } catch (error) {
        (onRefused ?? ((refused: unknown) => actions.caller.say(refused)))(error);
      }
    };
    return (
      <Button key={name} small testId={step.testId ?? name} unavailable={step.unavailable} onClick={() => void run()}>
        {step.title}
      </Button>
    );
  });
}

/** Whether a failure has a step that there is a button for. */
export const hasSteps = ({ next = [] }: Failure, steps: Steps) =>
  next.some((name) => name === 'pick-address' || steps[name] !== undefined);

const MOST_ADDRESSES = 4;

/** This machine's own addresses, asked for when they are wanted. */
function AddressButtons({ onAddress }: { onAddress: (host: string) => void }) {
  const actions = useActions();
  const [addresses, setAddresses] = useState<readonly MachineAddress[]>([]);
  useEffect(() => {
    let wanted = true;
    actions
      .call('net.addresses', {})
      .then((answer) => wanted && setAddresses(answer.addresses))
      .catch((error: unknown) => actions.caller.say(error));
    return () => {
      wanted = false;
    };
  }, [actions]);
  return addresses
    .filter(({ address }) => address !== '127.0.0.1')
    .slice(0, MOST_ADDRESSES)
    .map(({ address, name }) => (
      <Button key={address} small testId="pick-address" title={`Interface ${name}`} onClick={() => onAddress(address)}>
        {address}
      </Button>
    ));
}
