import { RotateCw } from 'lucide-react';
import { stateWords } from '../../../shared/model/state-words.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { select } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import type { ClientSummary } from './clients.ts';
import style from './sidebar.module.css';

export function ClientItem({ client }: { client: ClientSummary }) {
  const actions = useActions();
  const { latest, latestState, name, where, open, total } = client;
  return (
    <li className={`${style.item} ${style.clientItem}`}>
      <StateGlyph state={latestState} size={14} />
      <button type="button" className={style.pick} title={where} onClick={() => select(latest, 'client')}>
        {name}
      </button>
      <span className={style.tools}>
        <Button
          look="quiet"
          small
          icon={<RotateCw size={14} />}
          label={latestState === 'created' ? `Dial ${name}` : `Dial ${name} once more`}
          onClick={() => void actions.sockets.dialOnceMore(latest)}
        />
      </span>
      <span className={`${style.detail} numbers`}>
        {name !== where && <span className="mono">{where}</span>}
        <span>{total === 1 ? stateWords[latestState] : `${open} open of ${total}`}</span>
      </span>
    </li>
  );
}
