import type { NodeAddress } from '../../../shared/contract/records.ts';
import { exposureOf } from '../../../shared/model/exposure.ts';
import style from './sidebar.module.css';

/** Who can reach a listening server. */
export function ExposureChip({ address }: { address: NodeAddress }) {
  const exposure = exposureOf(address);
  if (exposure === undefined) return null;
  return exposure === 'machine' ? (
    <span className={style.chip} title="Only programs on this computer can connect" data-testid="exposure">
      This machine
    </span>
  ) : (
    <span
      className={`${style.chip} ${style.exposed}`}
      title="Everyone on your network can connect"
      data-testid="exposure"
    >
      Network!
    </span>
  );
}
