// The wire between preload and main. Four kinds of messages carry the contract, and none of them is about a method of it;
// the rest is about what only the desktop has (shared/desktop/messages.ts).

/**
 * From the page: `(connection, text)`, one envelope as JSON text. The first with a new `connection` opens it and ends
 * the one before, so that a page that was reloaded is a fresh caller.
 */
export const TO_ENGINE = 'lab:to-engine';
/** To the page: `(connection, text)`, one envelope as JSON text. */
export const TO_PAGE = 'lab:to-page';
/** From the page: `(connection, length)`, so many characters have been taken; the engine's outbox counts on it. */
export const TAKEN = 'lab:taken';
/** From the page: `(connection)`, it is done. */
export const CLOSE = 'lab:close';

/** From the page: `(text)`, a `PageTells` as JSON text. */
export const PAGE_TELLS = 'shell:page-tells';
/** From the page, answered: `(text)`, a `PageAsks` as JSON text; the answer is JSON text too. */
export const PAGE_ASKS = 'shell:page-asks';
/** To the page: `(text)`, a `ShellTells` as JSON text. */
export const SHELL_TELLS = 'shell:shell-tells';
