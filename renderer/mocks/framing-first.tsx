import { useEffect, useRef } from 'react';
import type { ServerId } from '../../shared/contract/fields.ts';
import type { Mock } from '../../shared/mocks/mock.ts';
import { useActions } from '../actions/actions-context.tsx';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { wantRule } from './mocks-store.ts';
import { parts } from './parts.ts';
import { addRule } from './rule-edits.ts';
import style from './rules.module.css';

type Framing = NonNullable<Mock['framing']>;

const usual: readonly { readonly title: string; readonly framing: Framing }[] = [
  { title: 'LF', framing: { kind: 'delimiter', bytes: 'lf' } },
  { title: 'CRLF', framing: { kind: 'delimiter', bytes: 'crlf' } },
  { title: 'Length prefix', framing: defaultOf('length-prefix') },
  { title: 'Quiet 200 ms', framing: { kind: 'quiet', ms: 200 } },
];

function defaultOf(kind: string): Framing {
  return parts.framings.find((entry) => entry.kind === kind)?.defaults as Framing;
}

/** Stands before the first rule: a rule is about messages, and TCP has none (ux.md 6.4, section 8 number 37). */
export function FramingFirst({ serverId }: { serverId: ServerId }) {
  const actions = useActions();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  const choose = (framing: Framing) => addRule(actions, serverId, { framing });
  return (
    <div ref={box} className={style.choice} data-testid="framing-first">
      <p>
        <strong>When is a message complete?</strong> TCP does not say. Choose before adding rules.
      </p>
      <div className={style.buttons}>
        {usual.map(({ title, framing }) => (
          <Button key={title} onClick={() => choose(framing)}>
            {title}
          </Button>
        ))}
        <MenuButton
          trigger={<Button>more</Button>}
          entries={parts.framings.map(({ kind, title, summary }) => ({
            kind: 'item',
            title,
            detail: summary,
            onSelect: () => choose(defaultOf(kind)),
          }))}
        />
        <Button look="quiet" onClick={() => wantRule(false)}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
