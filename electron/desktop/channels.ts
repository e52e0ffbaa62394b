// The wire between preload and main: three kinds of messages, none of them about a method of the contract.

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
