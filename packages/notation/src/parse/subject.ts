// What a claim is about: a quantity of a model, the gradient with respect to one, or something of the author's own.
import type { WrittenClaim } from "./claims.ts";
import { keyOf, type Name, nameOf, phraseName } from "./name.ts";
import { misread } from "./place.ts";
import { suggestion } from "./scope.ts";

/** A quantity, the gradient with respect to it, or the cost, which a model need not name. */
export interface Subject {
  readonly kind: "quantity" | "gradient" | "cost";
  readonly of: string;
}

const read = (text: string): Name => nameOf(text) ?? phraseName(text);

/**
 * Which of the known quantities a claim is about, however their names are written: dZ_2, ∂J/∂Z2 and dz_i are about the
 * gradients with respect to Z^{[2]} and z; dz2 is about that with respect to Z2, where there is no z2.
 * @returns undefined where it is about none of them: what its author defines on the way; J, cost and loss are the cost
 * @throws ParseError for a gradient with respect to an unknown quantity
 * @example
 * const [claim] = parseClaims("∂J/∂Z_2 = A_2 - Y");
 * const { kind, of } = subjectOf(claim, ["Z1", "A1", "Z2", "A2"]);
 * [kind, of].join(" ") //=> gradient Z2
 */
export function subjectOf(claim: WrittenClaim, known: readonly string[]): Subject | undefined {
  const table = new Map(known.map((text) => [keyOf(read(text)), text]));
  for (const name of [claim.name, claim.whole]) {
    const key = keyOf(read(name));
    const ofGradient = key.startsWith("d") ? table.get(key.slice(1)) : undefined;
    const of = ofGradient ?? table.get(key);
    if (of !== undefined) return { kind: ofGradient === undefined ? "quantity" : "gradient", of };
  }
  const isAlike = (text: string): boolean =>
    claim.name === claim.whole &&
    keyOf(read(`d${text}`)).toLowerCase() === keyOf(read(claim.name)).toLowerCase();
  const [alike, ...others] = known.filter(isAlike);
  if (alike !== undefined && others.length === 0) return { kind: "gradient", of: alike };
  // L is as a rule the loss of one example.
  if (/^(?:J|cost|loss)$/.test(claim.name)) return { kind: "cost", of: claim.name };
  if (!isGradient(claim, known)) return undefined;
  const names = known.map((text) => `d${text}`);
  throw misread(
    claim.target,
    `${claim.name} is about no quantity of the model`,
    suggestion(claim.name, names),
  );
}

/** Whether a name is meant as a gradient: dZ, ∂J/∂z, and db3 where there is a b1. */
function isGradient({ name, whole, target }: WrittenClaim, known: readonly string[]): boolean {
  // dW^[l] is about any layer.
  if (name !== whole) return false;
  const [, rest] = /^d([^/]+)$/u.exec(read(name).base) ?? [];
  if (rest === undefined) return false;
  return (
    /^\p{Lu}/u.test(rest) || /∂|\\partial/.test(target.text) || known.some((text) => read(text).base === rest)
  );
}
