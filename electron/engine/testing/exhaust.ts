import { once } from 'node:events';
import net from 'node:net';
import type { ServerId } from '../../../shared/contract/fields.ts';
import { type TestCaller, until } from './test-lab.ts';

/** Connects to a server until its process has no descriptor left and sheds a connection. Answers who has connected. */
export async function exhaustDescriptors(lab: TestCaller, serverId: ServerId, port: number): Promise<net.Socket[]> {
  const peers: net.Socket[] = [];
  let shed = false;
  while (!shed) {
    const peer = net.connect({ port, host: '127.0.0.1' });
    const over = () => {
      shed = true;
    };
    peers.push(peer.on('end', over).on('error', over).resume());
    await once(peer, 'connect');
    await until(
      async () => shed || (await lab.server(serverId)).accepted === peers.length,
      () => 'the connection to be accepted or shed',
    );
  }
  return peers;
}
