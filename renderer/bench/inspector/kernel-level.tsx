import type { KernelView } from '../../../shared/contract/kernel.ts';
import { useLab } from '../../state/lab-store.ts';
import style from './kernel-level.module.css';

const words: Readonly<Record<KernelView['level'], string>> = {
  full: 'full: state, queues, timers, repeats',
  basic: 'basic: state and queues',
  states: 'states only',
  none: 'not available',
};

/** How much this computer tells of its kernel, and why it is not more. */
export function KernelLevel() {
  const { level, reason } = useLab((s) => s.lab.kernel);
  return (
    <span className={style.level} data-testid="kernel-level" data-level={level}>
      Kernel view {words[level]}
      {reason === undefined ? '' : `. ${reason}`}
    </span>
  );
}
