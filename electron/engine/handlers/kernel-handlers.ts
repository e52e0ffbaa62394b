import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Caller, Core } from '../core.ts';
import { refusal } from '../failures.ts';

/** The kernel's view of sockets and servers. */
export function kernelHandlers(core: Core): Pick<Handlers<Caller>, 'kernel.watch' | 'kernel.details'> {
  return {
    'kernel.watch': () => core.lab.kernel,
    'kernel.details': ({ socketId }) => {
      if (!core.sockets.has(socketId)) throw refusal('UNKNOWN_SOCKET');
      throw refusal('NO_KERNEL_DETAILS', core.lab.kernel.reason);
    },
  };
}
