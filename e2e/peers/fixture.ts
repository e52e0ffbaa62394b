// A served lab without a page, driven over its API, for talking with foreign programs.
import { test as base } from '@playwright/test';
import { type ServedLab, serveLab } from '../serve-lab.ts';
import { Peer } from './peer.ts';

export interface PeerTools {
  /** A Python peer that dials; killed at the end of the test. */
  dial(family: 'tcp' | 'unix', where: string | number): Promise<Peer>;
  /** A Python peer that listens. */
  listen(family: 'tcp' | 'unix', socketPath?: string): Promise<{ peer: Peer; where: string }>;
}

export const test = base.extend<{ lab: ServedLab; peers: PeerTools }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures it is to make
  lab: async ({}, use) => {
    const lab = await serveLab();
    await use(lab);
    await lab[Symbol.asyncDispose]();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures it is to make
  peers: async ({}, use) => {
    const all: Peer[] = [];
    await use({
      dial: async (family, where) => {
        const peer = await Peer.connect(family, where);
        all.push(peer);
        return peer;
      },
      listen: async (family, socketPath) => {
        const listening = await Peer.listen(family, socketPath);
        all.push(listening.peer);
        return listening;
      },
    });
    for (const peer of all) await peer.kill();
  },
});

export { expect } from '@playwright/test';
