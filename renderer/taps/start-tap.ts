import { failureFrom } from '../actions/caller.ts';

const NEIGHBOURS = 8;

/** Listens on a port or one of the next, or on any when all of these are taken. */
export async function startOnFreePort<T>(first: number, start: (port: number) => Promise<T>): Promise<T> {
  for (let port = first; port < first + NEIGHBOURS; port++) {
    try {
      return await start(port);
    } catch (error) {
      if (failureFrom(error).code !== 'EADDRINUSE') throw error;
    }
  }
  return await start(0);
}
