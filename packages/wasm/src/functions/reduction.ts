// The remainder of a float by π/2, however large it is: the product with as many bits of 2/π as matter, in integers
// (Payne and Hanek, Radian reduction for trigonometric functions, SIGNUM Newsletter 18, 1983).
import { type Code, type Statement, when } from "../assembler/code.ts";
import type { Func, Local, Module, Variables } from "../assembler/module.ts";
import { f64, i32, i64 } from "../assembler/scalar.ts";

/** 2/π in binary: 64 zeros, so that numbers down to 1/2 have a place, and 1184 bits behind the point. */
const twoOverPi =
  "0000000000000000a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1d" +
  "eb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf" +
  "27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d";

const digits: readonly bigint[] = (twoOverPi.match(/.{8}/g) as string[]).map((word) => BigInt(`0x${word}`));

type I32 = Code<"i32">;
type I64 = Code<"i64">;
type F64 = Code<"f64">;

/** A function that gives 32 bits of 2/π by their number. */
function digitFunction(module: Module): Func<["i32"], "i64"> {
  return module.func({ params: ["i32"], result: "i64" }, ([index], variables) => {
    const word = variables.local("i64");
    const pick = (from: number, to: number): Statement => {
      if (to - from === 1) return word.set(i64.const(digits[from] as bigint));
      const middle = (from + to) >> 1;
      return when(i32.lt(index.get, i32.const(middle)), [pick(from, middle)], [pick(middle, to)]);
    };
    return [pick(0, digits.length), word.get];
  });
}

/** A remainder by π/2: `high + low`, at most π/4 in size, and the quotient modulo 4. */
export interface Remainder {
  readonly quotient: I64;
  readonly high: F64;
  readonly low: F64;
}

/** Statements that compute the remainder of a number of at least 1/2. */
export function remainder(module: Module, x: F64, variables: Variables, statements: Statement[]): Remainder {
  const digit = digitFunction(module);
  const keep = <T extends "i32" | "i64" | "f64">(value: Code<T>): Code<T> => {
    const local: Local<T> = variables.local(value.type);
    statements.push(local.set(value));
    return local.get;
  };
  const long = (value: I32): I64 => i64.fromI32(value);
  const word = (value: I64): I64 => i64.and(value, i64.const(0xffffffffn));
  const upperHalf = (value: I64): I64 => i64.shrU(value, i64.const(32n));
  const bits = keep(i64.bitsOf(x));
  const exponent = keep(i32.wrap(i64.and(i64.shrU(bits, i64.const(52n)), i64.const(0x7ffn))));
  const fraction = i64.and(bits, i64.const((1n << 52n) - 1n));
  const whole = keep(i64.or(fraction, i64.const(1n << 52n)));
  const factors = [keep(word(whole)), keep(upperHalf(whole))] as const;
  // Bits of 2/π before this one times |x| are multiples of 4.
  const start = keep(i32.sub(exponent, i32.const(1013)));
  const first = keep(i32.shrU(start, i32.const(5)));
  const shift = keep(long(i32.and(start, i32.const(31))));
  const words = Array.from({ length: 7 }, (_, k) => keep(digit.call(i32.add(first, i32.const(k)))));
  // From the lowest to the highest.
  const window = Array.from({ length: 6 }, (_, k) => {
    const pair = i64.or(i64.shl(words[5 - k] as I64, i64.const(32n)), words[6 - k] as I64);
    return keep(upperHalf(i64.shl(pair, shift)));
  });
  const products = factors.map((factor) => window.map((part) => keep(i64.mul(factor, part))));
  const terms = (k: number): I64[] =>
    [products[0]?.[k], products[1]?.[k - 1]].filter((term) => term !== undefined);
  let carry = i64.const(0n);
  const product = window.map((_, k) => {
    const sum = keep([...terms(k).map(word), ...terms(k - 1).map(upperHalf)].reduce(i64.add, carry));
    carry = upperHalf(sum);
    return keep(word(sum));
  });
  // The highest two bits are the quotient; what is left is rounded to the nearest and made positive.
  const top = product[5] as I64;
  const quotient = keep(i64.shrU(i64.add(top, i64.const(1n << 29n)), i64.const(30n)));
  const signedTop = keep(i64.sub(top, i64.shl(quotient, i64.const(30n))));
  const sign = keep(i64.shr(signedTop, i64.const(63n)));
  const [a, b, c, d, e] = [signedTop, ...product.slice(1, 5).reverse()].map((part, k) => {
    const positive = i64.xor(part, k === 0 ? sign : word(sign));
    return keep(f64.mul(f64.fromI64(positive), f64.const(2 ** (-30 - 32 * k))));
  }) as [F64, F64, F64, F64, F64];
  const head = keep(f64.add(a, b));
  const tail = keep(f64.add(f64.sub(b, f64.sub(head, a)), f64.add(c, f64.add(d, e))));
  const high = keep(f64.add(head, tail));
  const low = keep(f64.sub(tail, f64.sub(high, head)));
  // Times π/2 in two parts, exactly (Dekker 1971).
  const upper = (value: F64): F64 => keep(f64.fromBits(i64.and(i64.bitsOf(value), i64.const(-(1n << 27n)))));
  const [p, pHigh, pLow, rest] = [
    1.5707963267948966, 1.5707963109016418, 1.5893254712295857e-8, 6.123233995736766e-17,
  ];
  const hHigh = upper(high);
  const hLow = keep(f64.sub(high, hHigh));
  const times = (value: F64, factor: number): F64 => f64.mul(value, f64.const(factor));
  const full = keep(times(high, p));
  const lost = f64.add(
    f64.add(f64.add(f64.sub(times(hHigh, pHigh), full), times(hHigh, pLow)), times(hLow, pHigh)),
    times(hLow, pLow),
  );
  const correction = keep(f64.add(lost, f64.add(times(high, rest), times(low, p))));
  const sum = keep(f64.add(full, correction));
  const factor = keep(f64.fromI64(i64.or(i64.shl(sign, i64.const(1n)), i64.const(1n))));
  return {
    quotient,
    high: f64.mul(factor, sum),
    low: f64.mul(factor, f64.sub(correction, f64.sub(sum, full))),
  };
}
