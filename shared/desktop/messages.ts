// What the page and the desktop app around it tell each other beside the contract: the menu, the theme, files by dialog.
// Checked on arrival in the app: whatever runs in the page could send it.
import * as v from 'valibot';

const short = v.pipe(v.string(), v.maxLength(300));

/** One command of the page as the native menu shows it. `keys` as in `$mod+Shift+E`, the first one is shown. */
export const menuCommand = v.strictObject({
  id: short,
  title: short,
  group: short,
  keys: v.optional(v.pipe(v.array(short), v.readonly())),
  enabled: v.optional(v.boolean(), true),
  checked: v.optional(v.boolean()),
});
export type MenuCommand = v.InferOutput<typeof menuCommand>;

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What the page tells, without an answer. */
export const pageTells = v.variant('tell', [
  v.strictObject({ tell: v.literal('menu'), commands: v.pipe(v.array(menuCommand), v.maxLength(500)) }),
  v.strictObject({ tell: v.literal('theme'), theme: v.picklist(themes) }),
  /** Show a file in the system's file manager. */
  v.strictObject({ tell: v.literal('show-in-folder'), path: v.pipe(v.string(), v.maxLength(4_096)) }),
]);
export type PageTells = v.InferInput<typeof pageTells>;

/** What the page asks; answered with a `ShellAnswer`. What is done with the file is the contract's matter. */
export const pageAsks = v.variant('ask', [
  /** Which lab file is to be opened. */
  v.strictObject({ ask: v.literal('open-path') }),
  /** Where a lab of this name is to be saved. */
  v.strictObject({ ask: v.literal('save-path'), name: short }),
]);
export type PageAsks = v.InferOutput<typeof pageAsks>;

/** The answer to what a page asks: a path, nothing because the person chose nothing, or why it did not work. */
export type ShellAnswer = { readonly path: string } | { readonly cancelled: true } | { readonly problem: string };

/** What the app tells the page. */
export const shellTells = v.variant('tell', [
  /** A command was chosen in the native menu. */
  v.strictObject({ tell: v.literal('command'), id: v.string() }),
  /** Something the person should know, beside the facts of the lab. */
  v.strictObject({ tell: v.literal('notice'), title: v.string(), why: v.string() }),
]);
export type ShellTells = v.InferOutput<typeof shellTells>;
