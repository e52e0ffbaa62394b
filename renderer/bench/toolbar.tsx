import { Contrast, Monitor, Moon, Play, Search, Settings as SettingsIcon, Sun, Wrench, Zap } from 'lucide-react';
import { useActions } from '../actions/actions-context.tsx';
import { useKeysOf } from '../commands/commands-context.tsx';
import { openSurface } from '../commands/surface-store.ts';
import { LabMenu } from '../document/lab-menu.tsx';
import { ViewSwitch } from '../mocks/view-switch.tsx';
import { openSettings } from '../settings/settings-store.ts';
import { changeSettings, type Settings, useSettings } from '../state/settings.ts';
import { openDialog } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import style from './bench.module.css';
import { FreezeButton } from './grid/grid-banners.tsx';

type Theme = Settings['theme'];
const nextTheme: Readonly<Record<Theme, Theme>> = {
  system: 'light',
  light: 'dark',
  dark: 'contrast',
  contrast: 'system',
};
const themeIcon = {
  system: <Monitor size={16} />,
  light: <Sun size={16} />,
  dark: <Moon size={16} />,
  contrast: <Contrast size={16} />,
} as const;
const themeWord: Readonly<Record<Theme, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
  contrast: 'high contrast',
};

export function Toolbar() {
  const actions = useActions();
  const theme = useSettings((s) => s.theme);
  const listen = useKeysOf('endpoint.listen');
  const connect = useKeysOf('endpoint.connect');
  const tap = useKeysOf('endpoint.tap');
  const playground = useKeysOf('endpoint.playground');
  const palette = useKeysOf('help.palette');
  return (
    <header className={style.toolbar} data-testid="toolbar">
      <span className={style.brand}>
        <Mark size={20} />
      </span>
      <LabMenu />
      <ViewSwitch />
      <Button
        look="primary"
        icon={<Play size={14} />}
        testId="listen"
        title={withKeys('New server', listen.shown)}
        aria-keyshortcuts={listen.aria}
        onClick={() => openDialog({ kind: 'listen' })}
      >
        Listen…
      </Button>
      <Button
        testId="connect"
        title={withKeys('Dial a socket', connect.shown)}
        aria-keyshortcuts={connect.aria}
        onClick={() => openDialog({ kind: 'connect' })}
      >
        Connect…
      </Button>
      <Button
        testId="tap"
        title={withKeys('Listen in between a client and a server', tap.shown)}
        aria-keyshortcuts={tap.aria}
        onClick={() => openDialog({ kind: 'tap' })}
      >
        Tap…
      </Button>
      <Button
        look="quiet"
        icon={<Zap size={14} />}
        testId="playground"
        title={withKeys('An echo server and a client that talks to it', playground.shown)}
        aria-keyshortcuts={playground.aria}
        onClick={() => void actions.echoPlayground()}
      >
        Echo playground
      </Button>
      <span className={style.spacer} />
      <FreezeButton />
      <Button
        look="quiet"
        icon={<Wrench size={16} />}
        label="Tools"
        title="Tools: IP addresses, block lists, socket addresses"
        testId="tools-open"
        onClick={() => openSurface({ kind: 'tools', tool: 'addresses' })}
      />
      <Button
        look="quiet"
        icon={<Search size={14} />}
        title={withKeys('Command palette', palette.shown)}
        aria-keyshortcuts={palette.aria}
        testId="palette-open"
        onClick={() => openSurface({ kind: 'palette', text: '' })}
      >
        Commands
        {palette.shown && <kbd className={style.hint}>{palette.shown}</kbd>}
      </Button>
      <Button
        look="quiet"
        icon={themeIcon[theme]}
        label={`Colours: ${themeWord[theme]}`}
        testId="theme"
        onClick={() => changeSettings({ theme: nextTheme[theme] })}
      />
      <Button
        look="quiet"
        icon={<SettingsIcon size={16} />}
        label="Settings"
        testId="settings"
        onClick={() => openSettings(true)}
      />
    </header>
  );
}

/** A tooltip with the key that does the same. */
const withKeys = (what: string, keys: string | undefined) => (keys === undefined ? what : `${what} (${keys})`);
