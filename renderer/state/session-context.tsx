import { createContext, type ReactNode, use } from 'react';
import type { LabSession } from './session.ts';

const SessionContext = createContext<LabSession | undefined>(undefined);

export function SessionProvider({ session, children }: { session: LabSession; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** The session of this page. */
export function useSession(): LabSession {
  const session = use(SessionContext);
  if (!session) throw new Error('there is no session above this component');
  return session;
}
