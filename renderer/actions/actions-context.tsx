import { createContext, type ReactNode, use } from 'react';
import type { Actions } from './actions.ts';

const ActionsContext = createContext<Actions | undefined>(undefined);

export function ActionsProvider({ actions, children }: { actions: Actions; children: ReactNode }) {
  return <ActionsContext value={actions}>{children}</ActionsContext>;
}

/** What a person can do in this page. */
export function useActions(): Actions {
  const actions = use(ActionsContext);
  if (!actions) throw new Error('there are no actions above this component');
  return actions;
}
