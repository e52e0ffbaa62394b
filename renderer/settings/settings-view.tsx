import { X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { formatCounted } from '../../shared/format.ts';
import { useLab } from '../state/lab-store.ts';
import { changeSettings, defaultSettings } from '../state/settings.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceSetting, NumberSetting, SwitchSetting, TextSetting } from './setting-fields.tsx';
import style from './settings.module.css';
import { openSettings } from './settings-store.ts';

const MEGABYTE = 1024 * 1024;

/** Settings, in the place of the bench. Every change holds at once and is kept in this browser or app. */
export function SettingsView() {
  const view = useRef<HTMLElement>(null);
  useEffect(() => view.current?.querySelector<HTMLElement>('h1')?.focus(), []);
  return (
    <section
      ref={view}
      className={style.view}
      aria-label="Settings"
      data-testid="settings-view"
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header className={style.head}>
        <h1 tabIndex={-1}>Settings</h1>
        <Button onClick={() => changeSettings(defaultSettings)} testId="settings-defaults">
          Restore defaults
        </Button>
        <Button icon={<X size={14} />} look="primary" onClick={close} testId="settings-close">
          Done
        </Button>
      </header>
      <div className={style.body}>
        <nav className={style.contents} aria-label="Sections">
          {sections.map(({ id, title }) => (
            <a
              key={id}
              href={`#settings-${id}`}
              onClick={(event) => {
                event.preventDefault(); // the address holds the token and stays as it is
                document.getElementById(`settings-${id}`)?.scrollIntoView({ block: 'start' });
                document.getElementById(`settings-${id}`)?.focus();
              }}
            >
              {title}
            </a>
          ))}
        </nav>
        <div className={style.sections}>
          {sections.map(({ id, title, content }) => (
            <section key={id} aria-labelledby={`settings-${id}`} className={style.section}>
              <h2 id={`settings-${id}`} tabIndex={-1}>
                {title}
              </h2>
              {content}
            </section>
          ))}
        </div>
      </div>
    </section>
  );
}

function close(): void {
  openSettings(false);
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=settings]')?.focus());
}

/** The sections in their order. */
const sections: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[] = [
  {
    id: 'general',
    title: 'General',
    content: (
      <>
        <NumberSetting
          name="foldAfterSeconds"
          title="Keep closed rows for (s)"
          help="Then they fold into one row that can be opened."
        />
        <NumberSetting
          name="quietAfterSeconds"
          title="Call a connection quiet after (s)"
          help="When nothing has moved on it for longer and no idle timeout is set."
        />
      </>
    ),
  },
  {
    id: 'appearance',
    title: 'Appearance',
    content: (
      <>
        <ChoiceSetting
          name="theme"
          title="Colours"
          choices={[
            { value: 'system', title: 'As the system' },
            { value: 'light', title: 'Light' },
            { value: 'dark', title: 'Dark' },
            { value: 'contrast', title: 'High contrast' },
          ]}
        />
        <ChoiceSetting
          name="density"
          title="Density"
          help="The height of rows in lists."
          choices={[
            { value: 'compact', title: 'Compact, 24 px' },
            { value: 'normal', title: 'Normal, 28 px' },
            { value: 'comfortable', title: 'Comfortable, 34 px' },
          ]}
        />
        <ChoiceSetting
          name="font"
          title="Font"
          choices={[
            { value: 'normal', title: 'Inter' },
            { value: 'legible', title: 'Atkinson Hyperlegible, for high legibility' },
          ]}
        />
      </>
    ),
  },
  {
    id: 'network',
    title: 'Network defaults',
    content: (
      <>
        <p className={style.note}>What the forms begin with. Servers and clients that are there stay as they are.</p>
        <TextSetting
          name="defaultHost"
          title="Address of a new server"
          placeholder="every address"
          help="127.0.0.1 is reached from this machine only. Left empty, a server listens on every address, and that is asked about."
        />
        <NumberSetting name="defaultIdleTimeoutMs" title="Idle timeout (ms)" help="0 = off." />
        <NumberSetting
          name="defaultConnectTimeoutMs"
          title="Connect timeout (ms)"
          help="0 = the system decides; on Linux that takes about two minutes."
        />
        <SwitchSetting
          name="defaultAllowHalfOpen"
          title="Keep my side open when the peer finishes"
          help="Off is Node’s own default."
        />
      </>
    ),
  },
  {
    id: 'recording',
    title: 'Recording limits',
    content: (
      <>
        <SwitchSetting
          name="capturePayload"
          title="Keep the bytes"
          help="Off: bytes are counted and not kept. What was kept before stays."
        />
        <NumberSetting
          name="captureBytesPerSocket"
          scale={MEGABYTE}
          title="Most bytes kept for each end (MB)"
          help="The oldest go first, and the Stream says how many. All ends together keep 256 MB at most."
        />
      </>
    ),
  },
  {
    id: 'keyboard',
    title: 'Keyboard',
    content: (
      <SwitchSetting
        name="letterKeys"
        title="Single-letter keys"
        help="Letters such as f (finish sending) act while a list has the focus. Off: only keys with Ctrl, Alt or ⌘ act."
      />
    ),
  },
  {
    id: 'accessibility',
    title: 'Accessibility',
    content: (
      <>
        <SwitchSetting name="reduceMotion" title="No motion" help="Also while the system does not ask for it." />
        <ChoiceSetting
          name="announce"
          title="Say to screen readers about the selected connection"
          choices={[
            { value: 'off', title: 'Nothing' },
            { value: 'changes', title: 'Changes of state' },
            { value: 'summary', title: 'Changes, and a summary of what moves' },
          ]}
        />
      </>
    ),
  },
  { id: 'advanced', title: 'Advanced', content: <MachineFacts /> },
];

const kernelWords = {
  full: 'Full: states, queues, timers and probes',
  basic: 'Basic: states and queues',
  states: 'States only',
  none: 'None: only Node’s own view',
} as const;

/** What this engine runs on. Facts, nothing to change. */
function MachineFacts() {
  const about = useLab((s) => s.about);
  const stats = useLab((s) => s.stats);
  if (!about) return null;
  const facts: readonly (readonly [string, string])[] = [
    ['Kernel view', kernelWords[about.kernelView]],
    ['Socket Lab', about.version],
    ['Node', about.node],
    ...(about.electron === undefined ? [] : [['Electron', about.electron] as const]),
    ['System', `${about.platform} ${about.arch}`],
    ['Process', String(about.pid)],
    ['File descriptors', `${stats?.fds ?? 'unknown'} of ${about.fdLimit ?? 'unknown'}`],
    ['Longest socket path', formatCounted(about.maxPathBytes, 'byte')],
  ];
  return (
    <>
      <dl className={style.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {Object.entries(about.reasons).length > 0 && (
        <>
          <p className={style.note}>What this machine or this version of Node cannot do:</p>
          <ul className={style.reasons}>
            {Object.entries(about.reasons).map(([name, reason]) => (
              <li key={name}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
