import type { Socket } from '../../shared/contract/records.ts';
import type { Connection } from '../../shared/model/connections.ts';
import { stateWords } from '../../shared/model/state-words.ts';
import { connectionNow, useLab, useSocket } from '../state/lab-store.ts';
import { select } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { tapHalves } from './tap-halves.ts';
import style from './taps.module.css';

/** Says what a tap is, and lets one half of the joined pair be looked at or the other (ux.md 1.4). */
export function TapBanner({ connection }: { connection: Connection }) {
  const sockets = useLab((s) => s.lab.sockets);
  const halves = tapHalves(sockets, connection);
  const client = useSocket(halves?.client);
  const upstream = useSocket(halves?.upstream);
  if (!halves || !client || !upstream) return null;
  const here = halves.side;
  return (
    <div className={style.banner} data-testid="tap-banner">
      <span>A tap is two connections. Ending one does not end the other unless the tap passes it on.</span>
      <span className={style.sides}>
        <Side title="Client side" socket={client} here={here === 'client'} testId="tap-client-side" />
        <Side title="Upstream side" socket={upstream} here={here === 'upstream'} testId="tap-upstream-side" />
      </span>
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly socket: Socket;
  readonly here: boolean;
  readonly testId: string;
}

function Side({ title, socket, here, testId }: SideProps) {
  const { socketId, state, origin } = socket;
  return (
    <Button
      small
      testId={testId}
      aria-pressed={here}
      data-state={state}
      onClick={() => select(connectionNow(socketId)?.id ?? socketId, origin === 'accepted' ? 'server' : 'client')}
    >
      {title}: {stateWords[state]}
    </Button>
  );
}
