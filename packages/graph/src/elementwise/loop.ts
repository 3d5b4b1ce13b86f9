// Loops that are compiled once for each scalar function and number system. One shared loop would see every function
// and every number system, and the JavaScript engine would give up on inlining them: several times slower.
import type { ScalarMeaning } from "../kinds/lowering.ts";
import type { MutableArray } from "../numbers/system.ts";

/** Fills `out`, element by element, from the arrays of the inputs. */
export type Loop = (out: MutableArray<unknown>, attributes: unknown, ...inputs: ArrayLike<unknown>[]) => void;

type AnyMeaning = (n: unknown, ...args: unknown[]) => unknown;
const loops = new WeakMap<object, WeakMap<object, Loop>>();
let count = 0;

/** The loop that applies `meaning` in the number system `n` to `arity` inputs. */
export function elementwiseLoop(meaning: ScalarMeaning, n: object, arity: number): Loop {
  const ofMeaning = loops.get(meaning) ?? new WeakMap<object, Loop>();
  loops.set(meaning, ofMeaning);
  const loop = ofMeaning.get(n) ?? compileLoop(meaning as unknown as AnyMeaning, n, arity);
  ofMeaning.set(n, loop);
  return loop;
}

function compileLoop(meaning: AnyMeaning, n: object, arity: number): Loop {
  const inputs = Array.from({ length: arity }, (_, k) => `x${k}`);
  const elements = inputs.map((x) => `${x}[i]`);
  // The number makes each text unique: equal texts would share one piece of machine code again.
  const text = `/* ${count++} */ return (out, attributes, ${inputs}) => {
    for (let i = 0; i < out.length; i++) out[i] = meaning(n, ${elements}, attributes);
  };`;
  try {
    return new Function("meaning", "n", text)(meaning, n) as Loop;
  } catch {
    return plainLoop(meaning, n); // a page whose content security policy forbids to compile text
  }
}

function plainLoop(meaning: AnyMeaning, n: object): Loop {
  return (out, attributes, ...inputs) => {
    for (let i = 0; i < out.length; i++) out[i] = meaning(n, ...inputs.map((x) => x[i]), attributes);
  };
}
