// Pseudo-random numbers with a key: the same key gives the same numbers, and other keys unrelated ones.

/**
 * A stream of 32-bit words: sfc32 (Doty-Humphrey), whose state of 128 bits absorbs the words of the key one by one.
 * A smaller state would let different keys meet.
 */
export class Stream {
  #a = 0x243f6a88;
  #b = 0x85a308d3 | 0;
  #c = 0x13198a2e;
  #counter = 1;

  /** @param key numbers of any size, and words */
  constructor(...key: readonly (number | bigint | string)[]) {
    for (const part of key) {
      for (const word of wordsOf(part)) this.#absorb(word);
      this.#absorb(-1);
    }
    for (let i = 0; i < 12; i++) this.word();
  }

  #absorb(word: number): void {
    this.#a ^= word;
    for (let i = 0; i < 3; i++) this.word();
  }

  /** The next word, from 0 to 2^32 - 1. */
  word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from [0, 1). */
  uniform(): number {
    return this.word() / 2 ** 32;
  }

  /** A whole number from 0 to bound - 1; the odds differ by less than 2^-64. */
  below(bound: bigint): bigint {
    let bits = 0n;
    for (let limit = bound << 64n; limit > 0n; limit >>= 32n) bits = (bits << 32n) | BigInt(this.word());
    return bits % bound;
  }
}

function* wordsOf(part: number | bigint | string): Iterable<number> {
  if (typeof part === "string") {
    for (let i = 0; i < part.length; i++) yield part.charCodeAt(i);
    return;
  }
  let rest = BigInt(part);
  yield rest < 0n ? 1 : 0;
  for (rest = rest < 0n ? -rest : rest; rest > 0n; rest >>= 32n) yield Number(rest & 0xffffffffn) | 0;
}
