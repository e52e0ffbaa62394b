// A mock on one connection: tells the conversation what happens, and has its steps carried out (`acting.ts`).
import type { Close } from '../../../shared/contract/records.ts';
import type { TimerName } from '../../../shared/mocks/actions.ts';
import { Conversation } from '../../../shared/mocks/conversation.ts';
import { answersLate, behaviourOf, isPlain, type Mock } from '../../../shared/mocks/mock.ts';
import { finishSending } from '../sockets/closing.ts';
import type { Life } from '../sockets/life.ts';
import type { LifeHandler } from '../sockets/life-handler.ts';
import { Acting, type Deciding } from './acting.ts';

export class MockRunner implements LifeHandler, Deciding {
  readonly #life: Life;
  #mock: Mock | undefined;
  #conversation: Conversation | undefined;
  #acting: Acting | undefined;
  #stopped = false;

  constructor(life: Life) {
    this.#life = life;
  }

  /** The conversation as it is now, for whoever looks; undefined before anything was said. */
  get conversation(): Conversation | undefined {
    return this.#conversation;
  }

  onOpened(): void {
    const { mock } = this.#life.row;
    if (!mock) return;
    this.#mock = mock;
    if (answersLate(mock)) this.#life.takeEnding();
    for (const fault of mock.wire ?? []) this.#life.faultLine().apply(fault, 'wire');
    const { otherwise } = mock;
    if (isPlain(mock) && !(otherwise && behaviourOf(otherwise).onOpened)) return; // nothing to say yet
    this.#conversation = this.#begin(mock);
    this.#steps.run(this.#conversation.opened(Date.now()));
    this.#tellPosition();
  }

  onChunk(chunk: Buffer): void {
    const conversation = this.#current();
    if (!conversation) return;
    this.#steps.moved();
    this.#steps.run(conversation.chunk(chunk, Date.now()));
    this.#tellPosition();
  }

  /** The peer has finished: what it has asked before is answered first. */
  onPeerEnd(): void {
    const mock = this.#life.row.mock;
    if (mock && (answersLate(mock) || this.#conversation)) {
      const conversation = this.#current();
      if (conversation) this.#steps.run(conversation.peerEnded(Date.now()));
    } else if (this.#life.endsByItself) {
      finishSending(this.#life);
    }
  }

  onDrain(): void {
    this.#acting?.onDrain();
  }
  onClosed(close: Close): void {
    this.#acting?.onClosed(close);
  }

  timer(name: TimerName): void {
    const conversation = this.#current();
    if (conversation) this.#steps.run(conversation.timer(name, Date.now()));
    this.#tellPosition();
  }
  failed() {
    return this.#conversation?.failed(Date.now()) ?? [];
  }

  /** The mock was edited: new messages follow the new one at once. */
  edited(): void {
    const { mock } = this.#life.row;
    if (mock === this.#mock || this.#stopped) return;
    if (mock && answersLate(mock)) this.#life.takeEnding();
    this.#life.faults?.clear((applied) => applied.from === 'mock');
    if (mock?.wire?.length || this.#life.faults) this.#life.faultLine().replace('wire', mock?.wire ?? []);
    this.#current();
  }

  stop(): void {
    this.#stopped = true;
    this.#acting?.stop();
  }

  /** The conversation under the mock as it is now. */
  #current(): Conversation | undefined {
    const { mock } = this.#life.row;
    if (mock === this.#mock && (this.#conversation || !mock)) return this.#conversation;
    const before = this.#conversation;
    this.#mock = mock;
    if (!mock) {
      this.#conversation = undefined;
    } else if (before) {
      this.#steps.run(before.edit(mock, Date.now()));
    } else {
      this.#conversation = this.#begin(mock);
    }
    return this.#conversation;
  }

  #begin(mock: Mock): Conversation {
    const { row, remote } = this.#life;
    const server = row.serverId === undefined ? undefined : row.core.servers.get(row.serverId);
    const peer = remote && 'address' in remote ? `${remote.address}:${remote.port}` : '';
    return new Conversation(mock, {
      regex: row.core.regex.test,
      random: Math.random,
      peer,
      countMessage: () => (server ? ++server.messages : 0),
      keepsOpen: this.#life.socket.allowHalfOpen && !this.#life.endsByItself,
    });
  }

  #tellPosition(): void {
    const position = this.#conversation?.position;
    if (position !== undefined) this.#steps.facts.at(position);
  }
  get #steps(): Acting {
    this.#acting ??= new Acting(this.#life, this);
    return this.#acting;
  }
}
