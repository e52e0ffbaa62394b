// What a mock tells about one connection: rules that fired, messages that matched nothing, the place in a script.
import { hexText, textOf } from '../../../shared/mocks/message.ts';
import { MergedFacts } from '../merged-facts.ts';
import type { Life } from '../sockets/life.ts';

const PREVIEW_BYTES = 256;

export class MockFacts {
  readonly #life: Life;
  readonly #merged: MergedFacts;
  #position: number | undefined;

  constructor(life: Life) {
    this.#life = life;
    this.#merged = new MergedFacts((fact) => life.emit(fact));
  }

  /** How often the server's mock has been edited. */
  get revision(): number {
    return this.#server?.revisions.mock ?? 0;
  }

  fired(ruleId: string): void {
    const server = this.#server;
    if (!server) return;
    const { revision, chunkIndex } = this;
    const { serverId } = server;
    this.#merged.happened(`fired ${ruleId}`, { type: 'mock.rule-fired', serverId, ruleId, chunkIndex, revision });
  }

  unmatched(bytes: Uint8Array): void {
    const server = this.#server;
    if (!server) return;
    const head = bytes.subarray(0, PREVIEW_BYTES);
    const { text, codec } = textOf(head);
    this.#merged.happened('unmatched', {
      type: 'mock.unmatched',
      serverId: server.serverId,
      preview: codec === 'utf8' ? text : hexText(head),
      data: Buffer.from(head).toString('base64'),
      size: bytes.length,
      chunkIndex: this.chunkIndex,
    });
  }

  /** Where the script is; told when it has moved. */
  at(position: number): void {
    if (position === this.#position) return;
    this.#position = position;
    this.#merged.happened('step', { type: 'mock.step', position });
  }

  stop(): void {
    this.#merged.stop();
  }

  /** The chunk that was captured last: the one with which the message in hand was complete. */
  get chunkIndex(): number {
    return this.#life.receivedIndex;
  }
  get #server() {
    const { core, serverId } = this.#life.row;
    return serverId === undefined ? undefined : core.servers.get(serverId);
  }
}
