import { FileText, X } from 'lucide-react';
import { startableBehaviours } from '../../shared/mocks/behaviours/index.ts';
import type { BehaviourSettings } from '../../shared/mocks/mock.ts';
import type { Actions } from '../actions/actions.ts';
import { useActions } from '../actions/actions-context.tsx';
import { forgetLab, useRecentLabs } from '../document/recent-labs.ts';
import { brokenPeerEntries, startBlank } from '../mocks/new-mock.ts';
import { useLab } from '../state/lab-store.ts';
import { openDialog } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import style from './start.module.css';
import { isEmptyLab, openStart } from './start-store.ts';

/** What an empty lab shows: one click to something that runs, and the way back to earlier labs. */
export function Start() {
  const actions = useActions();
  const empty = useLab(isEmptyLab);
  const go = (what: () => unknown) => () => {
    openStart(false);
    what();
  };
  return (
    <div className={style.start} data-testid="start">
      <div className={style.inner}>
        <div className={style.head}>
          <div>
            <h1 className={style.title}>Socket Lab</h1>
            <p className={style.lead}>Real TCP and UNIX sockets, both ends on one screen.</p>
          </div>
          {!empty && (
            <Button icon={<X size={14} />} onClick={() => openStart(false)} testId="start-back">
              Back to the bench
            </Button>
          )}
        </div>
        <div className={style.columns}>
          <section className={style.column} aria-labelledby="start-talk">
            <h2 id="start-talk">Talk to a socket</h2>
            <p>An echo server and a client, connected and ready to type; or any server you can reach.</p>
            <div className={style.buttons}>
              <Button look="primary" testId="start-echo" onClick={go(() => actions.echoPlayground())}>
                Echo playground
              </Button>
              <Button testId="start-connect" onClick={go(() => openDialog({ kind: 'connect' }))}>
                Connect to…
              </Button>
              <Button
                testId="start-by-hand"
                title="A server you speak for yourself"
                onClick={go(() => openDialog({ kind: 'listen', byHand: true }))}
              >
                Listen and answer by hand…
              </Button>
              <Button testId="start-tap" onClick={go(() => openDialog({ kind: 'tap' }))}>
                Tap a real server…
              </Button>
            </div>
          </section>
          <section className={style.column} aria-labelledby="start-mock">
            <h2 id="start-mock">Mock a server</h2>
            <p>A server on this machine, listening at once on a free port. No code.</p>
            <div className={style.buttons}>
              {startableBehaviours.map(({ kind, title, summary, defaults }) => (
                <Button
                  key={kind}
                  title={summary}
                  testId={`start-${kind}-server`}
                  onClick={go(() => actions.servers.startWith(title, defaults as BehaviourSettings))}
                >
                  {title}
                </Button>
              ))}
              <MenuButton
                trigger={<Button testId="start-broken">Broken peer</Button>}
                entries={brokenPeerEntries(actions)}
              />
              <Button testId="start-blank" onClick={go(() => startBlank(actions))}>
                Blank mock…
              </Button>
              <Button testId="start-listen" onClick={go(() => openDialog({ kind: 'listen' }))}>
                Listen…
              </Button>
            </div>
          </section>
        </div>
        <RecentLabs actions={actions} />
      </div>
    </div>
  );
}

function RecentLabs({ actions }: { actions: Actions }) {
  const labs = useRecentLabs((s) => s.labs);
  return (
    <section className={style.recent} aria-labelledby="start-recent">
      <div className={style.recentHead}>
        <h2 id="start-recent">Recent labs</h2>
        <Button small testId="start-open" onClick={() => void actions.document.pick()}>
          Open…
        </Button>
      </div>
      {labs.length > 0 && (
        <ul className={style.labs}>
          {labs.map((lab) => (
            <li key={`${lab.path ?? ''}\n${lab.name}`}>
              <button
                type="button"
                className={style.lab}
                data-testid="recent-lab"
                title={lab.path ?? 'The copy that this browser kept'}
                onClick={() => {
                  openStart(false);
                  void actions.document.openRecent(lab);
                }}
              >
                <FileText size={16} aria-hidden />
                <span className={style.labName}>{lab.name}</span>
                <span className={style.labFacts}>
                  {lab.path ?? 'Copy in this browser'} · {new Date(lab.at).toLocaleString()}
                </span>
              </button>
              <Button
                look="quiet"
                small
                icon={<X size={14} />}
                label={`Forget ${lab.name}`}
                onClick={() => forgetLab(lab)}
              />
            </li>
          ))}
        </ul>
      )}
      <p className={style.hint}>Drop a .socketlab file anywhere to open it. Opening never opens a port.</p>
    </section>
  );
}
