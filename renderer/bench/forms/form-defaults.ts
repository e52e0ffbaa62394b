import { startableBehaviours } from '../../../shared/mocks/behaviours/index.ts';
import type { BehaviourSettings } from '../../../shared/mocks/mock.ts';
import type { Settings } from '../../state/settings.ts';

/** What a form for a new server begins with. */
export const newServerValues = ({ defaultHost, defaultIdleTimeoutMs, defaultAllowHalfOpen }: Settings) => ({
  host: defaultHost,
  ...(defaultIdleTimeoutMs > 0 && { idleTimeoutMs: defaultIdleTimeoutMs }),
  ...(defaultAllowHalfOpen && { allowHalfOpen: true }),
});

/** What a new server does, as the form begins: what was chosen last; null where a person speaks for it. */
export function newServerBehaviour({ listenBehaviour }: Settings): BehaviourSettings | null {
  const behaviour = startableBehaviours.find(({ kind }) => kind === listenBehaviour);
  return (behaviour?.defaults as BehaviourSettings | undefined) ?? null;
}

/** What a form for a new client begins with. */
export const newClientValues = (settings: Settings) => ({
  ...(settings.defaultIdleTimeoutMs > 0 && { timeoutMs: settings.defaultIdleTimeoutMs }),
  ...(settings.defaultConnectTimeoutMs > 0 && { connectTimeoutMs: settings.defaultConnectTimeoutMs }),
  ...(settings.defaultAllowHalfOpen && { allowHalfOpen: true }),
});
