import type { Life } from './life.ts';

/** While reading is stopped Node goes on filling its own buffer, without a `'data'` event (net-behaviours B22). */
export function countBehindPause(life: Life): void {
  const { socket } = life;
  if (Object.hasOwn(socket, 'push')) return;
  socket.push = (chunk, encoding) => {
    if (life.paused) life.moved();
    return Object.getPrototypeOf(socket).push.call(socket, chunk, encoding) as boolean;
  };
}
