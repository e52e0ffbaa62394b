import { behaviours } from '../../shared/mocks/behaviours/index.ts';
import type { BehaviourSettings } from '../../shared/mocks/mock.ts';
import { useActions } from '../actions/actions-context.tsx';
import { openDialog } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import style from './start.module.css';

/** What an empty lab shows: one click to something that runs. */
export function Start() {
  const actions = useActions();
  return (
    <div className={style.start} data-testid="start">
      <div>
        <h1 className={style.title}>Socket Lab</h1>
        <p className={style.lead}>Real TCP and UNIX sockets, both ends on one screen.</p>
      </div>
      <div className={style.columns}>
        <section className={style.column} aria-labelledby="start-talk">
          <h2 id="start-talk">Talk to a socket</h2>
          <p>An echo server and a client, connected and ready to type.</p>
          <div className={style.buttons}>
            <Button look="primary" testId="start-echo" onClick={() => void actions.echoPlayground()}>
              Echo playground
            </Button>
            <Button testId="start-connect" onClick={() => openDialog({ kind: 'connect' })}>
              Connect to…
            </Button>
          </div>
        </section>
        <section className={style.column} aria-labelledby="start-mock">
          <h2 id="start-mock">Run a server</h2>
          <p>A server on this machine, listening at once on a free port.</p>
          <div className={style.buttons}>
            {behaviours.map(({ kind, title, summary, defaults }) => (
              <Button
                key={kind}
                title={summary}
                testId={`start-${kind}-server`}
                onClick={() => void actions.servers.startWith(title, defaults as BehaviourSettings)}
              >
                {title}
              </Button>
            ))}
            <Button testId="start-listen" onClick={() => openDialog({ kind: 'listen' })}>
              Listen…
            </Button>
          </div>
        </section>
      </div>
    </div>
  );
}
