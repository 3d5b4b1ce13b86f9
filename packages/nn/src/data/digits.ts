// Digits that look hand-written, drawn from a seed, in the form of the well-known 8x8 data set: a bitmap of 32x32
// dots is counted in blocks of 4x4.
import { Tensor } from "@cadena/graph";
import { Random } from "../random/random.ts";
import { checkCount } from "../training/batches.ts";
import type { LabelledTable } from "./csv.ts";
import { glyphs, type Spot, type Stroke } from "./glyphs.ts";

const side = 8;
const block = 4;
const dots = side * block;
const most = block * block;

/** How differently the digits are written. */
export interface DigitOptions {
  /** 0 by default. */
  readonly seed?: number;
  /** The standard deviation of the noise on each pixel, of 16; 1 by default. */
  readonly noise?: number;
}

const columns: readonly string[] = Array.from(
  { length: side * side },
  (_, k) => `p${Math.floor(k / side)}${k % side}`,
);
const classNames: readonly string[] = glyphs.map((_, digit) => String(digit));

/**
 * Images of digits, as many of each as of the others (give or take one), in random order: strokes with random shift,
 * size, slant, turn, thickness and noise. The form is that of E. Alpaydin and C. Kaynak, "Optical Recognition of
 * Handwritten Digits", UCI Machine Learning Repository 1998.
 * @returns features [count, 64], whole numbers in 0 .. 16, row by row from the top; targets [count], 0 to 9
 * @throws DomainError for a count that is no whole number above 0
 * @example
 * const { features, targets } = digits(20, { seed: 1 });
 * `${features.shape}; ${Math.max(...features.data)}; ${[...targets.data].filter((d) => d === 7).length}`
 * //=> 20,64; 16; 2
 */
export function digits(count: number, options: DigitOptions = {}): LabelledTable {
  const { seed = 0, noise = 1 } = options;
  checkCount("digits", "the number of digits", count);
  const random = new Random(seed).split("digits");
  const targets = random
    .split("order")
    .permutation(count)
    .map((k) => k % glyphs.length);
  const features = new Float64Array(count * side * side);
  for (const [i, digit] of targets.entries()) {
    const hand = random.split(i);
    const pixels = counted(drawn(digit, hand));
    for (const [k, dark] of pixels.entries()) {
      const noisy = Math.round(dark + hand.normal(0, noise));
      features[i * pixels.length + k] = Math.min(Math.max(noisy, 0), most);
    }
  }
  return {
    features: new Tensor([count, side * side], features),
    targets: new Tensor([count], targets),
    columns,
    classNames,
  };
}

/** A bitmap of one digit, in one of its forms and a random hand. */
function drawn(digit: number, random: Random): Uint8Array {
  const forms = glyphs[digit] as readonly (readonly Stroke[])[];
  const form = forms[random.integer(forms.length)] as readonly Stroke[];
  const place = placing(random);
  const reach = random.uniform(1.2, 2.4);
  const wobble = random.uniform(0, 0.03);
  const bitmap = new Uint8Array(dots * dots);
  for (const stroke of form) {
    const spots = stroke.map(([x, y]) => place([random.normal(x, wobble), random.normal(y, wobble)]));
    for (let k = 1; k < spots.length; k++) line(bitmap, spots[k - 1] as Spot, spots[k] as Spot, reach);
  }
  return bitmap;
}

/** A random size, slant, turn and shift: from the unit square to the bitmap. */
function placing(random: Random): (spot: Spot) => Spot {
  const width = random.normal(20, 2);
  const height = random.normal(27, 1.5);
  const slant = random.normal(0.1, 0.15);
  const turn = random.normal(0, 0.1);
  const [across, down] = [random.normal(0, 1.2), random.normal(0, 1.2)];
  return ([x, y]) => {
    const v = (y - 0.5) * height;
    const u = (x - 0.5) * width - slant * v;
    return [dots / 2 + across + u - turn * v, dots / 2 + down + v + turn * u];
  };
}

/** Blackens all dots within reach of a line. */
function line(bitmap: Uint8Array, [x0, y0]: Spot, [x1, y1]: Spot, reach: number): void {
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy;
  const first = (a: number, b: number): number => Math.max(0, Math.floor(Math.min(a, b) - reach));
  const last = (a: number, b: number): number => Math.min(dots - 1, Math.ceil(Math.max(a, b) + reach));
  for (let row = first(y0, y1); row <= last(y0, y1); row++) {
    for (let column = first(x0, x1); column <= last(x0, x1); column++) {
      const [px, py] = [column + 0.5 - x0, row + 0.5 - y0];
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const distance = (px - along * dx) ** 2 + (py - along * dy) ** 2;
      if (distance <= reach * reach) bitmap[row * dots + column] = 1;
    }
  }
}

/** How many dots of each block are black. */
function counted(bitmap: Uint8Array): Int32Array {
  const pixels = new Int32Array(side * side);
  for (const [k, dot] of bitmap.entries()) {
    const pixel = Math.floor(k / dots / block) * side + Math.floor((k % dots) / block);
    pixels[pixel] = (pixels[pixel] as number) + dot;
  }
  return pixels;
}
