// The most recent of some things, in the order in which they came last.

/**
 * A first-in-first-out list in which a thing stands once, at its last place. All of it in constant time: a `Set` that
 * loses its first entry again and again has to step over every hole it has left there.
 */
export class Recent<T extends object> {
  /** Places in the order of time; a thing that came again has left its old place. */
  #places: (T | undefined)[] = [];
  #first = 0;
  readonly #placeOf = new Map<T, number>();

  get size(): number {
    return this.#placeOf.size;
  }

  /** Puts a thing at the end; answers those that are over `limit`, the oldest first. They are in here no longer. */
  add(thing: T, limit: number): T[] {
    this.delete(thing);
    this.#placeOf.set(thing, this.#places.push(thing) - 1);
    const over: T[] = [];
    while (this.size > limit) {
      const oldest = this.#places[this.#first++];
      if (!oldest) continue;
      this.#places[this.#first - 1] = undefined;
      this.#placeOf.delete(oldest);
      over.push(oldest);
    }
    this.#compact();
    return over;
  }

  delete(thing: T): void {
    const place = this.#placeOf.get(thing);
    if (place === undefined) return;
    this.#placeOf.delete(thing);
    this.#places[place] = undefined;
  }

  /** Once most places are empty the rest moves together. */
  #compact(): void {
    if (this.#places.length < 64 || this.#places.length < 2 * this.size) return;
    this.#places = this.#places.filter((thing) => thing !== undefined);
    this.#first = 0;
    for (const [place, thing] of this.#places.entries()) if (thing) this.#placeOf.set(thing, place);
  }
}
