import { Capture, type CaptureBudget } from './capture.ts';

const PER_SOCKET_BYTES = 8 * 1024 * 1024;
const TOTAL_BYTES = 256 * 1024 * 1024;
/** How far below the limit one clean-up goes, so that it is not needed for every chunk. */
const SLACK = 1 / 64;

/** All captures and their common budget: when it is used up, the oldest chunks of all sockets go first. */
export class CaptureStore implements CaptureBudget {
  readonly #captures = new Set<Capture>();
  readonly #totalLimit: number;
  bytes = 0;
  keep: 'all' | 'counts' = 'all';
  maxBytes = PER_SOCKET_BYTES;

  constructor(totalLimit = TOTAL_BYTES) {
    this.#totalLimit = totalLimit;
  }

  /** A new capture with the store's present settings. */
  open(): Capture {
    const capture = new Capture(this, this.keep, this.maxBytes);
    this.#captures.add(capture);
    return capture;
  }

  /** Forgets a capture and what it keeps. */
  remove(capture: Capture): void {
    capture.release();
    this.#captures.delete(capture);
  }

  /** Applies settings to one capture, or to all there are and all to come. */
  configure(settings: { keep: 'all' | 'counts'; maxBytes?: number | undefined }, only?: Capture): void {
    if (!only) {
      this.keep = settings.keep;
      this.maxBytes = settings.maxBytes ?? this.maxBytes;
    }
    for (const capture of only ? [only] : this.#captures) {
      capture.keep = settings.keep;
      capture.maxBytes = settings.maxBytes ?? capture.maxBytes;
      capture.trim(capture.maxBytes);
    }
  }

  changed(bytes: number): void {
    this.bytes += bytes;
    // Only growth asks for room: making room itself ends here too, once for each chunk that goes.
    if (bytes > 0 && this.bytes > this.#totalLimit) this.#makeRoom();
  }

  #makeRoom(): void {
    const target = this.#totalLimit * (1 - SLACK);
    const heap = [...this.#captures].filter((capture) => capture.bytes > 0);
    for (let i = heap.length >> 1; i >= 0; i--) siftDown(heap, i);
    for (let oldest = heap[0]; oldest && this.bytes > target; oldest = heap[0]) {
      oldest.dropOldest();
      siftDown(heap, 0);
    }
  }
}

/** Restores the heap order (oldest first chunk on top) below position `i`. */
function siftDown(heap: Capture[], start: number): void {
  const age = (i: number) => heap[i]?.oldestAt ?? Number.POSITIVE_INFINITY;
  for (let i = start; ; ) {
    const child = age(2 * i + 1) <= age(2 * i + 2) ? 2 * i + 1 : 2 * i + 2;
    if (!(age(child) < age(i))) return;
    [heap[i], heap[child]] = [heap[child] as Capture, heap[i] as Capture];
    i = child;
  }
}
