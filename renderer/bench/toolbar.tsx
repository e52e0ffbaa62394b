import { Monitor, Moon, Play, Sun, Zap } from 'lucide-react';
import { useActions } from '../actions/actions-context.tsx';
import { changeSettings, type Settings, useSettings } from '../state/settings.ts';
import { openDialog } from '../state/view-store.ts';
import { Button } from '../ui/button.tsx';
import { Mark } from '../ui/mark.tsx';
import style from './bench.module.css';
import { FreezeButton } from './grid/grid-banners.tsx';

type Theme = Settings['theme'];
const nextTheme: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const themeIcon = { system: <Monitor size={16} />, light: <Sun size={16} />, dark: <Moon size={16} /> } as const;
const themeWord: Readonly<Record<Theme, string>> = { system: 'as the system', light: 'light', dark: 'dark' };

export function Toolbar() {
  const actions = useActions();
  const theme = useSettings((s) => s.theme);
  return (
    <header className={style.toolbar} data-testid="toolbar">
      <span className={style.brand}>
        <Mark size={20} />
        Socket Lab
      </span>
      <Button
        look="primary"
        icon={<Play size={14} />}
        testId="listen"
        title="New server"
        onClick={() => openDialog({ kind: 'listen' })}
      >
        Listen…
      </Button>
      <Button testId="connect" title="Dial a socket" onClick={() => openDialog({ kind: 'connect' })}>
        Connect…
      </Button>
      <Button
        look="quiet"
        icon={<Zap size={14} />}
        testId="playground"
        title="An echo server and a client that talks to it"
        onClick={() => void actions.echoPlayground()}
      >
        Echo playground
      </Button>
      <span className={style.spacer} />
      <FreezeButton />
      <Button
        look="quiet"
        icon={themeIcon[theme]}
        label={`Colours: ${themeWord[theme]}`}
        testId="theme"
        onClick={() => changeSettings({ theme: nextTheme[theme] })}
      />
    </header>
  );
}
