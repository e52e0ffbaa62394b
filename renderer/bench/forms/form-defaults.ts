import type { Settings } from '../../state/settings.ts';

/** What a form for a new server begins with. */
export const newServerValues = ({ defaultHost, defaultIdleTimeoutMs, defaultAllowHalfOpen }: Settings) => ({
  host: defaultHost,
  ...(defaultIdleTimeoutMs > 0 && { idleTimeoutMs: defaultIdleTimeoutMs }),
  ...(defaultAllowHalfOpen && { allowHalfOpen: true }),
});

/** What a form for a new client begins with. */
export const newClientValues = (settings: Settings) => ({
  ...(settings.defaultIdleTimeoutMs > 0 && { timeoutMs: settings.defaultIdleTimeoutMs }),
  ...(settings.defaultConnectTimeoutMs > 0 && { connectTimeoutMs: settings.defaultConnectTimeoutMs }),
  ...(settings.defaultAllowHalfOpen && { allowHalfOpen: true }),
});
