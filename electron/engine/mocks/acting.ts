// Carries out the steps a mock asks for on one connection, in order, each when its turn comes.
import { assertNever } from '../../../shared/assert-never.ts';
import type { Close } from '../../../shared/contract/records.ts';
import type { Action, TimerName } from '../../../shared/mocks/actions.ts';
import type { ChunkRule } from '../capture/capture.ts';
import { destroyNow, destroyWhenFlushed, finishSending, resetOrClose, resetWhenFlushed } from '../sockets/closing.ts';
import type { Life } from '../sockets/life.ts';
import { broadcast } from './broadcasting.ts';
import { FilePump } from './file-pump.ts';
import { Forwarding } from './forwarding.ts';
import { MockFacts } from './mock-facts.ts';
import { StreamPump } from './stream-pump.ts';

/** With more actions waiting than this, reading stops until half of them are done. */
const MOST_WAITING = 1_000;

/** Why a mock does not read: it was told so, too much is waiting, or what it sends or passes on is not taken. */
type Holding = 'told' | 'backlog' | 'unsent' | 'unsent-upstream' | 'others';

/** What the steps lead back to: the conversation they come from. */
export interface Deciding {
  /** A timer that was set is over. */
  timer(name: TimerName): void;
  /** The mock cannot go on: what was chosen for that. */
  failed(): readonly Action[];
}

export class Acting {
  readonly #life: Life;
  readonly #deciding: Deciding;
  #waiting: readonly Action[] = [];
  /** Position in `#waiting` of the next action. */
  #next = 0;
  /** Something has to be over before the next action: a wait, a file. */
  #busy = false;
  readonly #timers = new Map<TimerName | 'wait' | 'pause', NodeJS.Timeout>();
  readonly #holding = new Set<Holding>();
  #streams: readonly StreamPump[] = [];
  #files: readonly FilePump[] = [];
  #forwarding: Forwarding | undefined;
  #facts: MockFacts | undefined;
  #movedAt = performance.now();
  #saidUnsendable = false;
  #stopped = false;

  constructor(life: Life, deciding: Deciding) {
    this.#life = life;
    this.#deciding = deciding;
  }

  /** What this mock tells. */
  get facts(): MockFacts {
    this.#facts ??= new MockFacts(this.#life);
    return this.#facts;
  }

  /** Something has arrived: the connection is not idle. */
  moved(): void {
    this.#movedAt = performance.now();
  }
  /** The socket takes bytes again: read on, where reading was stopped only because it did not. */
  onDrain(): void {
    this.#hold('unsent', false);
    for (const stream of this.#streams) stream.go();
    this.#forwarding?.clientDrained();
  }
  onClosed(close: Close): void {
    this.#forwarding?.clientClosed(close);
  }
  stop(): void {
    this.#stopped = true;
    this.#facts?.stop();
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting = [];
    this.#next = 0;
    for (const pump of [...this.#streams, ...this.#files]) pump.stop();
  }

  /** Carries out some steps, after those that wait already. */
  run(actions: readonly Action[]): void {
    if (this.#busy || this.#waiting.length > 0) {
      this.#waiting = [...this.#waiting.slice(this.#next), ...actions];
      this.#next = 0;
      if (this.#waiting.length > MOST_WAITING) this.#hold('backlog', true);
      return;
    }
    for (let i = 0; i < actions.length && !this.#stopped; i++) {
      this.#act(actions[i] as Action);
      if (!this.#busy) continue;
      this.#waiting = actions.slice(i + 1);
      this.#next = 0;
      return;
    }
  }

  /** What held the next action up is over. */
  #goOn(): void {
    this.#busy = false;
    while (this.#next < this.#waiting.length && !this.#busy && !this.#stopped) {
      this.#act(this.#waiting[this.#next++] as Action);
    }
    if (this.#next >= this.#waiting.length) {
      this.#waiting = [];
      this.#next = 0;
    }
    if (this.#waiting.length - this.#next <= MOST_WAITING / 2) this.#hold('backlog', false);
  }

  #act(action: Action): void {
    const life = this.#life;
    switch (action.do) {
      case 'send':
        this.#send(action.bytes, action.rule, action.bare);
        return;
      case 'send-file':
        this.#sendFile(action);
        return;
      case 'stream': {
        const pump = new StreamPump(life, action.stream);
        this.#streams = [...this.#streams, pump];
        pump.go();
        return;
      }
      case 'wait':
        this.#busy = true;
        this.#after('wait', action.ms, () => this.#goOn());
        return;
      case 'end':
        for (const stream of this.#streams) stream.stop();
        if (!life.finishing) finishSending(life);
        return;
      case 'destroy':
        if (action.now) destroyNow(life);
        else destroyWhenFlushed(life); // what the mock has said before belongs to it
        return;
      case 'reset':
        this.#reset(action.now);
        return;
      case 'pause':
        this.#hold('told', true);
        if (action.ms !== undefined) this.#after('pause', action.ms, () => this.#hold('told', false));
        return;
      case 'resume':
        this.#hold('told', false);
        return;
      case 'note':
        life.emit({ type: 'mock.note', text: action.text, ...(action.mark && { mark: true }) });
        return;
      case 'timer':
        this.#setTimer(action.name, action.ms);
        return;
      case 'broadcast':
        this.#broadcast(action.bytes, action.includeSender);
        return;
      case 'relay':
        this.#passing.relay(action.upstream, action.bytes, action.end);
        return;
      case 'forward':
        this.#passing.forward(action.target, action.bytes, action.reply);
        return;
      case 'read-rate':
        life.faults?.clear((applied) => applied.from === 'mock');
        if (action.bytesPerSecond === undefined) return;
        life
          .faultLine()
          .apply({ kind: 'throttle', direction: 'received', bytesPerSecond: action.bytesPerSecond }, 'mock');
        return;
      case 'fired':
        this.facts.fired(action.rule);
        return;
      case 'unmatched':
        this.facts.unmatched(action.bytes);
        return;
      case 'failed':
        this.fail(action.why);
        return;
      default:
        assertNever(action);
    }
  }

  /** The mock cannot go on: says why, and does what was chosen for that. */
  fail(why: string): void {
    if (this.#stopped) return;
    this.#life.emit({ type: 'mock.note', text: why });
    for (const action of this.#deciding.failed()) this.#act(action);
  }

  #send(bytes: Uint8Array, rule: string | undefined, bare = false): void {
    const life = this.#life;
    if (life.finishing || life.socket.destroyed) {
      this.#unsendable();
      return;
    }
    const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#movedAt = performance.now();
    // The peer takes less than we send: stop reading too, so that it feels it and nothing piles up here.
    if (!life.send(buffer, this.#ruleOf(rule), bare)) this.#hold('unsent', true);
  }
  #ruleOf(id: string | undefined): ChunkRule | undefined {
    return id === undefined ? undefined : { id, revision: this.facts.revision };
  }
  #unsendable(): void {
    if (this.#saidUnsendable) return;
    this.#saidUnsendable = true;
    this.#life.emit({ type: 'mock.note', text: 'The mock could not answer: this end has finished sending.' });
  }

  #sendFile({ file, rule }: Extract<Action, { do: 'send-file' }>): void {
    if (this.#life.finishing || this.#life.socket.destroyed) {
      this.#unsendable();
      return;
    }
    // A file without end holds nothing up; any other has to be over before what comes behind it.
    const endless = file.watch === true || file.onEnd === 'loop';
    const pump = new FilePump(this.#life, file, this.#ruleOf(rule));
    this.#files = [...this.#files, pump];
    this.#busy ||= !endless;
    void pump.run().then((failed) => {
      this.#files = this.#files.filter((each) => each !== pump);
      if (this.#stopped) return;
      if (failed !== undefined) this.fail(failed);
      if (!endless) this.#goOn();
    });
  }

  /** A room is as fast as its slowest member: while one takes nothing, the one who speaks is not read. */
  #broadcast(bytes: Uint8Array, includeSender: boolean): void {
    const slow = broadcast(this.#life, bytes, includeSender);
    if (!slow) return;
    this.#hold('others', true);
    void slow.then(() => this.#hold('others', false));
  }

  #reset(now: boolean | undefined): void {
    const lane = this.#life.faults?.sent;
    if (now) resetOrClose(this.#life);
    else if (lane && !lane.ended) lane.put({ kind: 'reset' });
    else resetWhenFlushed(this.#life);
  }

  #setTimer(name: TimerName, ms: number | undefined): void {
    if (ms === undefined) {
      clearTimeout(this.#timers.get(name));
      this.#timers.delete(name);
      return;
    }
    this.#after(name, ms, () => {
      const quietMs = performance.now() - this.#movedAt;
      if (name === 'idle' && quietMs < ms - 1) {
        this.#setTimer('idle', ms - quietMs);
        return;
      }
      this.#deciding.timer(name);
    });
  }
  #after(name: TimerName | 'wait' | 'pause', ms: number, go: () => void): void {
    const timers = this.#timers;
    clearTimeout(timers.get(name));
    timers.set(
      name,
      setTimeout(() => {
        timers.delete(name);
        if (!this.#stopped) go();
      }, ms),
    );
  }

  #hold(why: Holding, on: boolean): void {
    const holding = this.#holding;
    if (!on && !holding.has(why)) return;
    if (on) holding.add(why);
    else holding.delete(why);
    if (holding.size > 0) this.#life.pause('mock');
    else this.#life.resume('mock');
  }
  get #passing(): Forwarding {
    this.#forwarding ??= new Forwarding(
      this.#life,
      (why) => this.fail(why),
      (on) => this.#hold('unsent-upstream', on),
    );
    return this.#forwarding;
  }
}
