// Carries out what a behaviour asks for. The only place where a mock's decision touches a socket.
import { assertNever } from '../../shared/assert-never.ts';
import type { Action } from '../../shared/mocks/actions.ts';
import { behaviourOf } from '../../shared/mocks/mock.ts';
import { destroyNow, destroyWhenFlushed, finishSending, resetNow } from './sockets/closing.ts';
import type { Life } from './sockets/life.ts';

/** With more actions waiting than this, reading stops until half of them are done. */
const MOST_WAITING = 1_000;

export class MockRunner {
  readonly #life: Life;
  #waiting: Action[] = [];
  #timer: NodeJS.Timeout | undefined;
  #saidUnsendable = false;
  #stopped = false;

  constructor(life: Life) {
    this.#life = life;
  }

  onOpened(): void {
    const settings = this.#life.row.mock?.otherwise;
    if (settings) this.#run(behaviourOf(settings).onOpened?.(settings) ?? []);
  }

  onChunk(chunk: Buffer): void {
    const settings = this.#life.row.mock?.otherwise;
    if (!settings) return;
    const actions = behaviourOf(settings).onChunk?.(settings, chunk, { chunk: this.#life.chunksReceived });
    if (actions) this.#run(actions);
  }

  /** The socket takes bytes again: read on, where reading was stopped only because it did not. */
  onDrain(): void {
    if (this.#waiting.length <= MOST_WAITING / 2) this.#life.resume('mock');
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  #run(actions: readonly Action[]): void {
    if (this.#timer || this.#waiting.length > 0) {
      this.#waiting.push(...actions);
      if (this.#waiting.length > MOST_WAITING) this.#life.pause('mock');
      return;
    }
    for (let i = 0; i < actions.length && !this.#stopped; i++) {
      const action = actions[i] as Action;
      if (action.do === 'wait') {
        this.#waiting.push(...actions.slice(i + 1));
        this.#timer = setTimeout(() => this.#goOn(), action.ms);
        return;
      }
      this.#act(action);
    }
  }

  #goOn(): void {
    this.#timer = undefined;
    const actions = this.#waiting;
    this.#waiting = [];
    this.#run(actions);
    if (!this.#life.socket.writableNeedDrain) this.onDrain();
  }

  #act(action: Exclude<Action, { do: 'wait' }>): void {
    const life = this.#life;
    switch (action.do) {
      case 'send':
        this.#send(action.bytes);
        return;
      case 'end':
        finishSending(life);
        return;
      case 'destroy':
        destroyWhenFlushed(life); // what the mock has said before belongs to it
        return;
      case 'reset':
        if (life.onPath) destroyNow(life);
        else resetNow(life);
        return;
      case 'pause':
        life.pause('mock');
        return;
      case 'resume':
        life.resume('mock');
        return;
      case 'note':
        life.emit({ type: 'mock.note', text: action.text });
        return;
      default:
        assertNever(action);
    }
  }

  #send(bytes: Uint8Array): void {
    const life = this.#life;
    if (life.socket.writableEnded || life.socket.destroyed) {
      if (this.#saidUnsendable) return;
      this.#saidUnsendable = true;
      life.emit({ type: 'mock.note', text: 'The mock could not answer: this end has finished sending.' });
      return;
    }
    const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // The peer takes less than we send: stop reading too, so that it feels it and nothing piles up here.
    if (!life.send(buffer)) life.pause('mock');
  }
}
