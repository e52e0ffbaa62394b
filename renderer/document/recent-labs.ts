// The labs that were opened or saved last, as this browser remembers them: where the file is, or a copy of its text,
// because a page may not read a file again by itself. What was kept is untrusted.
import * as v from 'valibot';
import { create } from 'zustand';

const recentLab = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  /** Epoch milliseconds. */
  at: v.number(),
  path: v.optional(v.string()),
  text: v.optional(v.string()),
});
export type RecentLab = v.InferOutput<typeof recentLab>;

const KEY = 'socket-lab.recent';
const MOST_KEPT = 8;
const LARGEST_COPY = 1024 * 1024;

export const useRecentLabs = create<{ readonly labs: readonly RecentLab[] }>()(() => ({ labs: stored() }));

/** Puts a lab on top of the list. A lab without a path whose text is too large to keep is left out. */
export function rememberLab(
  lab: { readonly name: string; readonly path?: string | undefined; readonly text?: string | undefined },
  at = Date.now(),
): void {
  const text = lab.path === undefined && (lab.text?.length ?? 0) <= LARGEST_COPY ? lab.text : undefined;
  if (lab.path === undefined && text === undefined) return;
  const { name, path } = lab;
  const fresh = { name, at, ...(path !== undefined && { path }), ...(text !== undefined && { text }) };
  const others = useRecentLabs.getState().labs.filter((other) => other.name !== name || other.path !== path);
  keep([fresh, ...others].slice(0, MOST_KEPT));
}
export function forgetLab(lab: RecentLab): void {
  keep(useRecentLabs.getState().labs.filter((other) => other !== lab));
}

function keep(labs: readonly RecentLab[]): void {
  useRecentLabs.setState({ labs });
  for (let count = labs.length; count >= 0; count--) {
    try {
      localStorage.setItem(KEY, JSON.stringify(labs.slice(0, count)));
      return;
    } catch {
      // storage is full: the oldest go
    }
  }
}

function stored(): RecentLab[] {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]') as unknown;
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((entry) => {
      const checked = v.safeParse(recentLab, entry);
      return checked.success ? [checked.output] : [];
    });
  } catch {
    return []; // nothing that can be read: the list begins anew
  }
}
