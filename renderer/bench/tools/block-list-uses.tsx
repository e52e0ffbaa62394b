import { useState } from 'react';
import { parsePlace } from '../../../shared/commands/addresses.ts';
import type { BlockRule } from '../../../shared/contract/common-options.ts';
import type { ServerId } from '../../../shared/contract/fields.ts';
import { formatCounted } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { failureFrom } from '../../actions/caller.ts';
import { clientTitle } from '../../actions/client-actions.ts';
import { closeSurface } from '../../commands/surface-store.ts';
import { useLab } from '../../state/lab-store.ts';
import { select } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceField, TextField } from '../../ui/field.tsx';
import { setRules } from './rules-store.ts';
import style from './tools.module.css';
import { failureLine } from './use-answer.ts';

/** Gives a block list to a server, a saved client or a new connection; or takes over the one a server has. */
export function BlockListUses({ rules }: { rules: readonly BlockRule[] }) {
  const servers = useLab((s) => s.lab.servers);
  const clients = useLab((s) => s.lab.document.clients);
  const actions = useActions();
  const [chosen, setChosen] = useState('');
  const [where, setWhere] = useState('');
  const [said, setSaid] = useState<string | undefined>();
  const [problem, setProblem] = useState<string | undefined>();
  const holders = [
    ...[...servers.values()].map(({ serverId, name }) => ({
      value: `server ${serverId}`,
      name,
      title: `Server ${name}`,
    })),
    ...clients.map((one) => {
      const name = clientTitle(one);
      return { value: `client ${one.clientId}`, name, title: `Client ${name}` };
    }),
  ];
  const holder = holders.find(({ value }) => value === chosen) ?? holders[0];
  const [kind, id] = (holder?.value ?? '').split(' ');
  const server = kind === 'server' ? servers.get(Number(id) as ServerId) : undefined;
  const client = kind === 'client' ? clients.find(({ clientId }) => clientId === Number(id)) : undefined;
  const kept = ((server?.options ?? client?.options)?.blockList ?? []) as readonly BlockRule[];

  async function attach(list: readonly BlockRule[]): Promise<void> {
    try {
      const title = `${list.length === 0 ? 'Detach the block list of' : 'Attach a block list to'} “${holder?.name}”`;
      if (server) await actions.servers.change(server, { blockList: list }, title);
      else if (client) {
        const { clientId: _, ...definition } = client;
        const { blockList: __, ...others } = client.options ?? {};
        const options = list.length === 0 ? others : { ...others, blockList: list };
        await actions.clients.change(client, { ...definition, options }, title);
      }
      setProblem(undefined);
      setSaid(list.length === 0 ? `${holder?.title} has no block list now.` : `${holder?.title} has this list now.`);
    } catch (error) {
      setProblem(failureLine(failureFrom(error)));
    }
  }
  async function connect(): Promise<void> {
    if (rules.length === 0) return;
    const target = parsePlace(where);
    if (!target) {
      setProblem('Write where to, as 127.0.0.1:7007.');
      return;
    }
    try {
      const { socketId } = await actions.call('socket.connect', { target, options: { blockList: rules } });
      select(socketId, 'client');
      closeSurface();
    } catch (error) {
      setProblem(failureLine(failureFrom(error)));
    }
  }

  return (
    <section className={style.uses} aria-label="Use the list">
      {holder && (
        <div className={style.line}>
          <ChoiceField
            title="Use for"
            value={holder.value}
            choices={holders}
            testId="rule-holder"
            help={
              server
                ? `server.listen({ blockList }): turned away before they are accepted; ${server.blocked} so far. It has ${formatCounted(kept.length, 'rule')}.`
                : `socket.connect({ blockList }): these addresses are not dialled. It has ${formatCounted(kept.length, 'rule')}.`
            }
            onChange={setChosen}
          />
          <Button
            testId="rule-attach"
            unavailable={rules.length === 0 ? 'There are no rules yet' : undefined}
            onClick={() => void attach(rules)}
          >
            Attach
          </Button>
          <Button
            unavailable={kept.length === 0 ? 'It has no rules' : undefined}
            testId="rule-detach"
            onClick={() => void attach([])}
          >
            Detach
          </Button>
          <Button unavailable={kept.length === 0 ? 'It has no rules' : undefined} onClick={() => setRules(kept)}>
            Take over its rules
          </Button>
        </div>
      )}
      <div className={style.line}>
        <TextField
          title="Connect with this list"
          nodeName="net.connect({ blockList })"
          value={where}
          placeholder="127.0.0.1:7007"
          testId="rule-connect-to"
          onEnter={() => void connect()}
          error={problem}
          onChange={setWhere}
        />
        <Button
          testId="rule-connect"
          unavailable={rules.length === 0 ? 'There are no rules yet' : undefined}
          onClick={() => void connect()}
        >
          Connect
        </Button>
      </div>
      <p role="status" className={style.lead} data-testid="rule-said">
        {said}
      </p>
    </section>
  );
}
