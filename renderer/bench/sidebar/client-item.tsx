import { Phone, RotateCw, Save } from 'lucide-react';
import type { Client } from '../../../shared/contract/document.ts';
import { stateWords } from '../../../shared/model/state-words.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { clientTitle, targetText } from '../../actions/client-actions.ts';
import { select } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import type { ClientSummary, Dials } from './clients.ts';
import { EndpointItem } from './endpoint-item.tsx';
import style from './sidebar.module.css';
import { clientKey } from './sidebar-store.ts';

/** A client of the lab: where it dials, and what came of the last time. */
export function ClientItem({ client, dials, tabStop }: { client: Client; dials: Dials | undefined; tabStop: boolean }) {
  const actions = useActions();
  const [title, where] = [clientTitle(client), targetText(client.target)];
  return (
    <EndpointItem
      endpointKey={clientKey(client.clientId)}
      name={title}
      typedName={client.name ?? ''}
      look={style.clientItem}
      state={dials?.latestState ?? 'never'}
      tabStop={tabStop}
      onRename={(next) => actions.clients.rename(client, next)}
      onChoose={() => dials && select(dials.latest, 'client')}
      status={dials ? <StateGlyph state={dials.latestState} size={14} /> : <span className={style.status} />}
      tools={
        <Button
          look="quiet"
          small
          icon={dials ? <RotateCw size={14} /> : <Phone size={14} />}
          label={dials ? `Dial ${title} once more` : `Dial ${title}`}
          testId="client-dial"
          onClick={() => void actions.clients.dial(client)}
        />
      }
    >
      <span className={`${style.detail} numbers`}>
        {title !== where && <span className={`mono ${style.address}`}>{where}</span>}
        <span>{resultOf(dials)}</span>
      </span>
    </EndpointItem>
  );
}

/** What was dialled from elsewhere (a script) and belongs to no client of the lab. */
export function StrangerItem({ client }: { client: ClientSummary }) {
  const actions = useActions();
  const { latest, latestState, name, where, target, options } = client;
  return (
    <li className={`${style.item} ${style.clientItem}`} data-testid="stranger-item">
      <StateGlyph state={latestState} size={14} />
      <button type="button" className={style.pick} title={where} onClick={() => select(latest, 'client')}>
        {name}
      </button>
      <span className={style.tools}>
        <Button
          look="quiet"
          small
          icon={<Save size={14} />}
          label={`Keep ${name} in the lab`}
          onClick={() =>
            void actions.caller.forWindow(() =>
              actions.clients.keep({ ...(name !== where && { name }), target, options }),
            )
          }
        />
        <Button
          look="quiet"
          small
          icon={<RotateCw size={14} />}
          label={latestState === 'created' ? `Dial ${name}` : `Dial ${name} once more`}
          onClick={() => void actions.sockets.dialOnceMore(latest)}
        />
      </span>
      <span className={`${style.detail} numbers`}>
        {name !== where && <span className={`mono ${style.address}`}>{where}</span>}
        <span>{resultOf(client)}</span>
        <span>Not in the lab file</span>
      </span>
    </li>
  );
}

function resultOf(dials: Dials | undefined): string {
  if (!dials) return 'Not dialled yet';
  const last = stateWords[dials.latestState];
  return dials.total === 1 ? last : `${last} · ${dials.open} open of ${dials.total}`;
}
