import { useEffect } from 'react';
import { useActions } from '../actions/actions-context.tsx';
import { useApplySettings } from '../settings/apply-settings.ts';
import { useAnnouncements } from '../settings/use-announcements.ts';
import { useLab } from '../state/lab-store.ts';
import { notify } from '../state/notices.ts';
import { labOpened } from '../state/opened.ts';
import { brokenSettings } from '../state/settings.ts';
import { watchLab } from './recovery.ts';
import { useUnsaved } from './unsaved.ts';

/** Keeps the lab from being lost: the recovery copy, the mark in the title, the question at leaving. Shows nothing. */
export function DocumentKeeping() {
  const actions = useActions();
  const name = useLab((s) => s.lab.document.name);
  const unsaved = useUnsaved((s) => s.unsaved);
  useApplySettings();
  useAnnouncements();
  useEffect(() => watchLab((copy) => actions.document.restore(copy)), [actions]);
  useEffect(() => {
    document.title = `${unsaved ? '● ' : ''}${name} – Socket Lab`;
  }, [name, unsaved]);
  useEffect(() => {
    // In the desktop app this would keep the window from closing without a word; there the recovery copy is what helps.
    if (!unsaved || window.socketLab) return undefined;
    const question = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', question);
    return () => removeEventListener('beforeunload', question);
  }, [unsaved]);
  useEffect(() => sayBroken(), []);
  useEffect(() => tellOfOpenedAtStart(), []);
  return null;
}

let said = false;
function sayBroken(): void {
  if (said || brokenSettings.length === 0) return;
  said = true;
  notify(
    'problem',
    'Some settings could not be read and are as they come.',
    `Not readable: ${brokenSettings.join(', ')}.`,
  );
}

/** A lab that was opened before this page looks just so: there are servers, saved, and none has ever listened. */
function tellOfOpenedAtStart(): (() => void) | undefined {
  const look = () => {
    const { link, lab } = useLab.getState();
    if (link !== 'live') return false;
    const servers = [...lab.servers.values()];
    const untouched = servers.every((server) => server.state === 'stopped' && server.accepted === 0);
    if (servers.length > 0 && untouched && lab.document.savedDigest !== '') labOpened();
    return true;
  };
  if (look()) return undefined;
  const stop = useLab.subscribe(() => {
    if (look()) stop();
  });
  return stop;
}
