import { useEffect, useState } from 'react';
import type { SocketId } from '../../../shared/contract/fields.ts';
import { formatCount } from '../../../shared/format.ts';
import { useActions } from '../../actions/actions-context.tsx';
import { onPaint } from '../../state/clock.ts';
import { Button } from '../../ui/button.tsx';
import { type BulkAct, bulkAct, bulkScope, bulkTitle } from './bulk.ts';
import style from './grid.module.css';
import { clearSelection, useGrid } from './grid-store.ts';
import { openTagging } from './tagging.ts';

const acts = ['finish', 'close', 'reset'] as const satisfies readonly BulkAct[];

/** What can be done to the selected connections, with their number in each button. */
export function BulkBar() {
  const ids = useGrid((s) => s.selection.ids);
  const actions = useActions();
  const scopes = useScopes(ids);
  if (ids.size < 2) return null;
  return (
    <div className={style.bulk} role="toolbar" aria-label="Selected connections" data-testid="bulk-bar">
      <strong className="numbers">{formatCount(ids.size)} selected</strong>
      {acts.map((act) => {
        const { count, unavailable } = scopes[act];
        return (
          <Button
            key={act}
            small
            testId={`bulk-${act}`}
            unavailable={unavailable}
            onClick={() => void bulkAct(actions, ids, act)}
          >
            {bulkTitle(act, count)}
          </Button>
        );
      })}
      <Button small testId="bulk-tag" onClick={() => openTagging(ids)}>
        Tag {formatCount(ids.size)} connections…
      </Button>
      <Button look="quiet" small testId="bulk-clear" onClick={clearSelection}>
        Clear selection
      </Button>
    </div>
  );
}

type Scopes = Readonly<Record<(typeof acts)[number], ReturnType<typeof bulkScope>>>;

/** How many connections each act meets, looked at as often as cells are painted: thousands may be selected. */
function useScopes(ids: ReadonlySet<SocketId>): Scopes {
  const [scopes, setScopes] = useState(() => scopesOf(ids));
  useEffect(() => {
    const look = () => {
      const next = scopesOf(ids);
      setScopes((before) => (acts.every((act) => before[act].count === next[act].count) ? before : next));
    };
    look();
    return onPaint(look);
  }, [ids]);
  return scopes;
}

const scopesOf = (ids: ReadonlySet<SocketId>): Scopes => ({
  finish: bulkScope(ids, 'finish'),
  close: bulkScope(ids, 'close'),
  reset: bulkScope(ids, 'reset'),
});
