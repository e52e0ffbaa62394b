import { MoreHorizontal, Phone, RotateCw, Save } from 'lucide-react';
import type { Client } from '../../../shared/contract/document.ts';
import { stateWords } from '../../../shared/model/state-words.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { clientTitle, targetText } from '../../actions/client-actions.ts';
import { select } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { ContextMenu, MenuButton } from '../../ui/menu.tsx';
import { StateGlyph } from '../../ui/state-glyph.tsx';
import { clientMenu } from './client-menu.ts';
import type { ClientSummary, Dials } from './clients.ts';
import { NameField } from './name-field.tsx';
import { focusEndpoint } from './server-item.tsx';
import style from './sidebar.module.css';
import { clientKey, renameEndpoint, selectEndpoint, useSidebar } from './sidebar-store.ts';

/** A client of the lab: where it dials, and what came of the last time. */
export function ClientItem({ client, dials, tabStop }: { client: Client; dials: Dials | undefined; tabStop: boolean }) {
  const actions = useActions();
  const key = clientKey(client.clientId);
  const selected = useSidebar((s) => s.selected === key);
  const renaming = useSidebar((s) => s.renaming === key);
  const [title, where] = [clientTitle(client), targetText(client.target)];
  const rename = (next: string | undefined) => {
    renameEndpoint(undefined);
    if (next !== undefined) void actions.clients.rename(client, next);
    focusEndpoint(key);
  };
  const choose = () => {
    selectEndpoint(key);
    if (dials) select(dials.latest, 'client');
  };
  return (
    <ContextMenu entries={() => clientMenu(actions, client)}>
      <li
        className={`${style.item} ${style.clientItem}`}
        data-selected={selected || undefined}
        data-testid="client-item"
        data-client-id={client.clientId}
        data-state={dials?.latestState ?? 'never'}
      >
        {dials ? <StateGlyph state={dials.latestState} size={14} /> : <span className={style.status} />}
        {renaming ? (
          <NameField name={client.name ?? ''} label={`New name of ${title}`} onDone={rename} />
        ) : (
          <button
            type="button"
            className={style.pick}
            title={title}
            tabIndex={tabStop ? 0 : -1}
            data-endpoint={key}
            aria-current={selected || undefined}
            onFocus={() => selectEndpoint(key)}
            onClick={choose}
          >
            {title}
          </button>
        )}
        <span className={style.tools}>
          <Button
            look="quiet"
            small
            icon={dials ? <RotateCw size={14} /> : <Phone size={14} />}
            label={dials ? `Dial ${title} once more` : `Dial ${title}`}
            testId="client-dial"
            onClick={() => void actions.clients.dial(client)}
          />
          <MenuButton
            trigger={
              <Button
                look="quiet"
                small
                icon={<MoreHorizontal size={14} />}
                label={`More for ${title}`}
                testId="client-more"
              />
            }
            entries={clientMenu(actions, client)}
          />
        </span>
        <span className={`${style.detail} numbers`}>
          {title !== where && <span className={`mono ${style.address}`}>{where}</span>}
          <span>{resultOf(dials)}</span>
        </span>
      </li>
    </ContextMenu>
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
