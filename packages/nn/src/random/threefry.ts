// The source of all random bits: a pure function of a key and a counter, with the same result on every platform.

/** Two 32-bit words, each in 0 .. 2^32 - 1. */
export type Words = readonly [number, number];

const rotations = [13, 15, 26, 6, 17, 29, 16, 24] as const;
/** Four rounds each. */
const blocks = 5;
const parity = 0x1bd11bda;

/**
 * Threefry-2x32 with 20 rounds: encrypts a counter under a key. Different counters of one key give independent bits.
 * Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
 * SC 2011.
 * @example
 * threefry([0, 0], [0, 0]).map((word) => word.toString(16)) //=> [6b200159, 99ba4efe]
 */
export function threefry(key: Words, counter: Words): Words {
  const schedule = [key[0], key[1], key[0] ^ key[1] ^ parity] as const;
  let x = (counter[0] + key[0]) | 0;
  let y = (counter[1] + key[1]) | 0;
  for (let block = 1; block <= blocks; block++) {
    const first = block % 2 === 1 ? 0 : 4;
    for (let k = first; k < first + 4; k++) {
      const turn = rotations[k] as number;
      x = (x + y) | 0;
      y = ((y << turn) | (y >>> (32 - turn))) ^ x;
    }
    x = (x + (schedule[block % 3] as number)) | 0;
    y = (y + (schedule[(block + 1) % 3] as number) + block) | 0;
  }
  return [x >>> 0, y >>> 0];
}
