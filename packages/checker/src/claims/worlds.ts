// At which sizes exact comparison works: two choices of small ones, or a derivation's own where it has no others.
import { CadenaError, captureOrigins, leavesOf, type Node, topological } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { type SizeTable, sizesAsText, smallSizes, usualSizes } from "../derivation/sizes.ts";
import type { Problem } from "./problem.ts";
import { isPair, type World, worldAt } from "./world.ts";

/** Where claims are tried. */
export interface Worlds {
  /** One or two; where there are two, all free dimensions differ. */
  readonly worlds: readonly World[];
  /** Why they are not what they should be; undefined where they are. */
  readonly warning: string | undefined;
}

/** So many worlds are wanted, out of at most so many choices of sizes. */
const wanted = 2;
const most = 6;

/**
 * The derivation at two choices of small sizes that differ in every free dimension: primes from 3 on, none of which
 * is a number that a formula mentions. Sizes at which it cannot be built are passed over.
 * @param also more formulas whose numbers sizes must not be taken for
 */
export function chosenWorlds(
  derivation: AnyDerivation,
  also: (problem: Problem) => readonly Node[] = () => [],
): Worlds {
  // No error that is made here shows a place.
  const before = captureOrigins(false);
  try {
    const tentative = chosen(derivation, new Set());
    const mentioned = literals(tentative.worlds, also);
    const clashes = tentative.worlds.some(({ problem }) =>
      Object.values(problem.sizes).some((size) => mentioned.has(size)),
    );
    return clashes ? chosen(derivation, mentioned) : tentative;
  } finally {
    captureOrigins(before);
  }
}

function chosen(derivation: AnyDerivation, avoid: ReadonlySet<number>): Worlds {
  const { dimensions } = derivation;
  const worlds: World[] = [];
  const tried = new Set<string>();
  let failure: string | undefined;
  const attempt = (sizes: SizeTable): void => {
    const text = sizesAsText(sizes);
    if (tried.has(text)) return;
    tried.add(text);
    try {
      worlds.push(worldAt(derivation, sizes));
    } catch (error) {
      if (!(error instanceof CadenaError)) throw error;
      failure ??= `at ${text}: ${reasonOf(error)}`;
    }
  };
  for (let choice = 0; choice < most && worlds.length < wanted; choice++) {
    attempt(smallSizes(dimensions, choice, avoid));
  }
  if (failure === undefined) return { worlds, warning: undefined };
  if (worlds.length < wanted) attempt(usualSizes(dimensions));
  const taken = worlds.map(({ problem }) => sizesAsText(problem.sizes)).join(" and ");
  return { worlds, warning: `the derivation cannot be built ${failure}; exact arithmetic took ${taken}` };
}

/** What a derivation's own function has thrown. */
const reasonOf = ({ cause, what }: CadenaError): string =>
  cause instanceof CadenaError ? cause.what : cause === undefined ? what : String(cause);

/** The whole numbers from 3 on that formulas mention whatever the sizes are. */
function literals(
  worlds: readonly World[],
  also: (problem: Problem) => readonly Node[],
): ReadonlySet<number> {
  const [here = [], there = []] = worlds.map(({ posed, problem }) => {
    const sides = [...posed.values()].flatMap((one) => (isPair(one) ? [one.claimed] : []));
    return topological([...sides, ...also(problem)]).map(constantNumber);
  });
  // The same graph at other sizes: where a number has changed, it was a size.
  const isSame = here.length === there.length;
  const found = here.filter((x, k) => (isSame ? x === there[k] : there.includes(x)));
  return new Set(found.filter((x) => x !== undefined && Number.isInteger(x) && x >= 3) as number[]);
}

/**
 * What a claim at fixed sizes may hide, in words: at an axis of length 1 a sum is its term, and in a square matrix a
 * factor may be transposed. Undefined where the derivation has dimensions; those that it calls fixed are meant so.
 */
export function hiddenIn({ dimensions }: AnyDerivation, { posed }: World, claim: Claim): string | undefined {
  const sides = posed.get(claim);
  if (Object.keys(dimensions).length > 0 || sides === undefined || !isPair(sides)) return undefined;
  const found = leavesOf([sides.claimed, sides.target]).flatMap((leaf) => {
    const what = hiding(leaf.shape);
    return what === undefined ? [] : [`${leaf.name ?? "a leaf"} [${leaf.shape.join(", ")}] has ${what}`];
  });
  if (found.length === 0) return undefined;
  return `shown at fixed sizes only, which may hide a mistake: ${found.join("; ")}. Dimensions in the derivation help`;
}

/** What is special about lengths. */
function hiding(lengths: readonly number[]): string | undefined {
  if (lengths.includes(1)) return "an axis of length 1";
  return new Set(lengths).size < lengths.length ? "two equal lengths" : undefined;
}
