// The panes of the window: between which F6 moves, and in which a command's keys work.
import type { Scope } from './command.ts';

interface Pane {
  readonly scope: Scope;
  readonly title: string;
  readonly selector: string;
  /** Where the focus goes when the pane has not had it yet; without it, the first thing that takes focus. */
  readonly entry?: string;
}

/** In the order of F6 (ux.md 6.1). */
const panes: readonly Pane[] = [
  { scope: 'sidebar', title: 'Endpoints', selector: '[data-testid=sidebar]' },
  {
    scope: 'grid',
    title: 'Connections',
    selector: '[data-testid=connections-pane]',
    entry: '[role=grid]',
  },
  {
    scope: 'inspector',
    title: 'Inspector',
    selector: 'aside[data-testid=inspector]',
    entry: '[role=tab][aria-selected=true]',
  },
  {
    scope: 'composer',
    title: 'Composer',
    selector: '[data-testid=composer-pane]',
    entry: '[data-testid=composer], [data-testid=composer] textarea',
  },
  { scope: 'global', title: 'Mocks', selector: '[data-testid=mock-list]', entry: '[aria-current]' },
  { scope: 'global', title: 'Mock', selector: '[data-testid=mock-editor]', entry: '[data-card][aria-current]' },
  { scope: 'global', title: 'Live', selector: '[data-testid=mock-live]' },
  { scope: 'global', title: 'Status', selector: '[data-testid=status-bar]' },
];
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex="-1"])';

/** The scopes a place in the page belongs to, the innermost first; `global` is always the last. */
export function scopesAt(element: Element | null): readonly Scope[] {
  const scopes: Scope[] = [];
  if (element?.closest('[data-testid=composer-pane]')) scopes.push('composer');
  if (element?.closest('[data-testid=stream]')) scopes.push('stream');
  if (element?.closest('[data-testid=inspector]')) scopes.push('inspector');
  if (element?.closest('[data-testid=connections-pane]')) scopes.push('grid');
  if (element?.closest('[data-endpoint-item]')) scopes.push('sidebar'); // keys of an endpoint, not of what is around it
  return [...scopes, 'global'];
}

/** Where typing goes into a text: there, keys that type a character or edit text are left alone. */
export function takesText(element: Element | null): boolean {
  if (element instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLElement && element.isContentEditable)
  );
}

const lastFocus = new WeakMap<Element, HTMLElement>();

/** Remembers where the focus was in each pane, so that F6 comes back to it. Returns its own undo. */
export function rememberFocus(): () => void {
  const note = ({ target }: FocusEvent) => {
    const pane = target instanceof Element ? paneAt(target) : undefined;
    if (pane && target instanceof HTMLElement) lastFocus.set(pane.element, target);
  };
  document.addEventListener('focusin', note);
  return () => document.removeEventListener('focusin', note);
}

/** Moves the focus to the next pane that is there, or to the one before. Answers its name. */
export function focusNextPane(step: 1 | -1): string | undefined {
  const there = panes.flatMap((pane) => {
    const element = document.querySelector(pane.selector);
    return element ? [{ ...pane, element }] : [];
  });
  const here = there.findIndex(({ element }) => element === paneAt(document.activeElement)?.element);
  const start = here < 0 ? (step === 1 ? -1 : 0) : here;
  for (let i = 1; i <= there.length; i++) {
    const pane = there[(start + i * step + there.length * 2) % there.length];
    if (pane && focusPane(pane.element, pane.entry)) return pane.title;
  }
  return undefined;
}

/** Puts the focus into the pane of a scope; answers whether it is there. */
export function focusScope(scope: Scope): boolean {
  const pane = panes.find((p) => p.scope === scope);
  const element = pane && document.querySelector(pane.selector);
  return element ? focusPane(element, pane.entry) : false;
}

function focusPane(element: Element, entry: string | undefined): boolean {
  const last = lastFocus.get(element);
  const goal =
    (last && element.contains(last) && last) ||
    (entry && element.querySelector<HTMLElement>(entry)) ||
    [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].find((e) => e.offsetParent !== null) ||
    (element instanceof HTMLElement && element.tabIndex === -1 && element.hasAttribute('tabindex') && element);
  if (!goal) return false;
  goal.focus();
  return element.contains(document.activeElement);
}

/** The innermost pane an element is in: the Composer is a pane of its own inside the inspector. */
function paneAt(target: Element | null): { readonly element: Element } | undefined {
  const candidates = panes.flatMap(({ selector }) => target?.closest(selector) ?? []);
  const element = candidates.find(
    (candidate) => !candidates.some((other) => other !== candidate && candidate.contains(other)),
  );
  return element && { element };
}
