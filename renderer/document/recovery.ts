// The recovery copy: what is not saved yet, kept by this browser, so that it is not lost with the engine. It belongs to
// one run of the engine; when another run is met, the person is asked.
import * as v from 'valibot';
import { digest } from '../../shared/digest.ts';
import { isUnsaved, labText } from '../../shared/lab-text.ts';
import { type LabStore, useLab } from '../state/lab-store.ts';
import { ask } from '../ui/ask.tsx';
import { rememberLab } from './recent-labs.ts';
import { setUnsaved } from './unsaved.ts';

const KEY = 'socket-lab.recovery';
const SETTLE_MS = 300;

const copySchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  text: v.string(),
  engine: v.string(),
  at: v.number(),
});
type Copy = v.InferOutput<typeof copySchema>;

/**
 * Follows the lab: says whether it is saved, and keeps a copy while it is not. `restore` puts a copy in the place of the
 * lab. Returns its own undo.
 */
export function watchLab(restore: (copy: { name: string; text: string }) => Promise<void>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settled = '';
  let asking = false;
  const look = () => {
    timer = undefined;
    const store = useLab.getState();
    const engine = engineOf(store);
    if (store.link !== 'live' || engine === undefined) return;
    if (asking) return; // the copy of the other run stays until that is answered
    if (settled !== engine) {
      settled = engine;
      asking = true;
      void offer(engine, restore);
      return;
    }
    const { servers, taps, document } = store.lab;
    const unsaved = isUnsaved(servers.values(), document, taps.values());
    setUnsaved(unsaved);
    if (unsaved)
      keepCopy({
        name: document.name,
        text: labText(servers.values(), document, taps.values()),
        engine,
        at: Date.now(),
      });
    else dropCopy();
  };
  const stop = useLab.subscribe((now, before) => {
    const parts = ['servers', 'taps', 'document'] as const;
    const same = parts.every((part) => now.lab[part] === before.lab[part]);
    if (!same || now.link !== before.link) timer ??= setTimeout(look, SETTLE_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };

  /** Asks about the copy of another run; whatever is answered, nothing is lost. */
  async function offer(engine: string, bring: typeof restore): Promise<void> {
    const copy = storedCopy();
    if (copy && copy.engine !== engine) {
      const answer = await ask({
        title: `“${copy.name}” was not saved when Socket Lab ended.`,
        why: `A copy from ${new Date(copy.at).toLocaleString()} is here. Restoring opens no port. Otherwise it stays among the recent labs.`,
        choices: [
          { id: 'later', title: 'Not now' },
          { id: 'restore', title: 'Restore' },
        ],
      });
      rememberLab({ name: `${copy.name} (not saved)`.slice(0, 255), text: copy.text });
      if (answer === 'restore') await bring(copy);
    }
    asking = false;
    timer ??= setTimeout(look, 0);
  }
}

/** What tells one run of an engine from another. */
function engineOf({ about, lab }: LabStore): string | undefined {
  return about && `${about.pid}@${lab.startedAt}`;
}

let lastKept = '';
function keepCopy(copy: Copy): void {
  const fingerprint = digest(copy.text) + copy.name;
  if (fingerprint === lastKept) return;
  lastKept = fingerprint;
  try {
    localStorage.setItem(KEY, JSON.stringify(copy));
  } catch {
    dropCopy(); // an older copy would bring back what is no longer so
  }
}
function dropCopy(): void {
  lastKept = '';
  try {
    localStorage.removeItem(KEY);
  } catch {
    // storage is forbidden: there is no copy
  }
}
function storedCopy(): Copy | undefined {
  try {
    const checked = v.safeParse(copySchema, JSON.parse(localStorage.getItem(KEY) ?? 'null'));
    return checked.success ? checked.output : undefined;
  } catch {
    return undefined; // nothing that can be read
  }
}
