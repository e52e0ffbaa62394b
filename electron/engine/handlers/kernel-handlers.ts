import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Caller, Core } from '../core.ts';
import { refusal } from '../failures.ts';
import { readDetails } from '../kernel/details.ts';
import { aspectOf, targetOf } from '../kernel/targets.ts';
import type { Life } from '../sockets/life.ts';

/** The kernel's view of sockets and servers. `ss` is the program that tells the numbers of one socket. */
export function kernelHandlers(core: Core, ss?: string): Pick<Handlers<Caller>, 'kernel.watch' | 'kernel.details'> {
  return {
    'kernel.watch': ({ socketIds, serverIds, everyMs }, caller) =>
      core.kernel.watch(caller, socketIds, serverIds, everyMs),
    'kernel.details': async ({ socketId }) => {
      const life = core.sockets.get(socketId)?.life;
      if (!life) throw refusal('UNKNOWN_SOCKET');
      const problem = noDetails(core, life);
      if (problem !== undefined) throw refusal('NO_KERNEL_DETAILS', problem);
      const sampledAt = core.clock.now();
      const details = await readDetails(targetOf(aspectOf(life, true)), ss).catch((error: Error) => {
        throw refusal('NO_KERNEL_DETAILS', error.message);
      });
      if (!details) throw refusal('NO_KERNEL_DETAILS', 'The kernel has no connection for this socket any more.');
      return { ...details, sampledAt };
    },
  };
}

/** Why a socket has no TCP_INFO to be read; undefined when it has. */
function noDetails(core: Core, life: Life): string | undefined {
  if (core.about.platform !== 'linux')
    return `These numbers are read with ss, which ${core.about.platform} does not have.`;
  if (life.onPath) return 'A UNIX socket has no such numbers: it neither repeats nor measures anything.';
  if (life.undialled) return 'It has not been dialled yet.';
  return undefined;
}
