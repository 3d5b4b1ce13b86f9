// Room that is taken and given back in pieces, from place 0 on without an end: regions that are free come first.

interface Region {
  at: number;
  end: number;
}

/** So many free regions are looked at; room at the end is taken where none of them suffices. */
const patience = 1024;

/** Which places are free; it knows nothing of what lies there. */
export class Room {
  /** The free regions below the end, by place; no two of them touch. */
  readonly #free: Region[] = [];
  #end: number;

  /** @param first where the room begins */
  constructor(first = 0) {
    this.#end = first;
  }

  /** The place behind all that is taken. */
  get end(): number {
    return this.#end;
  }

  /** Takes a piece: the lowest one that was found. */
  take(size: number): number {
    const region = this.#found(size);
    const at = region?.at ?? this.#end;
    if (region === undefined) this.#end += size;
    else {
      region.at += size;
      if (region.at === region.end) this.#free.splice(this.#free.indexOf(region), 1);
    }
    return at;
  }

  /** Gives a piece back that was taken. */
  give(at: number, size: number): void {
    if (size === 0) return;
    const k = this.#firstFrom(at);
    const [before, after] = [this.#free[k - 1], this.#free[k]];
    const touches = { before: before?.end === at, after: after?.at === at + size };
    const piece = {
      at: touches.before ? (before as Region).at : at,
      end: touches.after ? (after as Region).end : at + size,
    };
    const isLast = piece.end === this.#end;
    if (isLast) this.#end = piece.at;
    const from = touches.before ? k - 1 : k;
    this.#free.splice(from, Number(touches.before) + Number(touches.after), ...(isLast ? [] : [piece]));
  }

  #found(size: number): Region | undefined {
    for (let k = 0; k < this.#free.length && k < patience; k++) {
      const region = this.#free[k] as Region;
      if (region.end - region.at >= size) return region;
    }
    return undefined;
  }

  /** The number of the first free region that begins at a place or behind it. */
  #firstFrom(place: number): number {
    let [low, high] = [0, this.#free.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#free[middle] as Region).at < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
