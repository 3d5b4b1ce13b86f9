// A derivation: a model that can be built at any sizes, and claims about it, made by hand.
import type { Nested, Node } from "@cadena/graph";
import type { ScopeTable } from "@cadena/notation";
import type { Condition } from "./condition.ts";

/** An independent dimension: its usual size and, where not every size makes sense, which ones do. */
export interface Dimension {
  readonly size: number;
  /** Whether another size is admissible; absent: every size from 1 on. */
  readonly admits?: (size: number) => boolean;
  /** A dimension that is part of what is claimed, as the two inputs of the notes' first neuron. */
  readonly fixed?: boolean;
}

/** Dimensions by name; a number is the usual size of a free one. */
export type Dimensions = Readonly<Record<string, number | Dimension>>;

/** The sizes at which a derivation is built. */
export type Sizes<D extends Dimensions> = { readonly [K in keyof D]: number };

/** Named nodes. */
export type Quantities = Readonly<Record<string, Node>>;

/** What a derivation builds: named quantities and, where gradients are claimed, the scalar that they belong to. */
export interface Built<Q extends Quantities> {
  readonly loss?: Node;
  readonly quantities: Q;
}

/** What a formula is written over: the quantities, the sizes, and what has been claimed before. */
export type Scope<Q extends Quantities, D extends Dimensions> = Q & Sizes<D>;

/** The same over numbers: each quantity as a number or nested arrays. */
export type NumberScope<Q extends Quantities, D extends Dimensions> = {
  readonly [K in keyof Q]: Nested;
} & Sizes<D>;

/**
 * Which gradient a formula gives: that of the cost, or that of each example's own cost, which is larger by the
 * number of examples where the cost is their mean.
 */
export type Convention = "cost" | "per-example";

/**
 * How the axes of a gradient lie: as those of its quantity, or exchanged, as where derivatives by columns are rows
 * (numerator layout), or where examples are rows.
 */
export type Layout = "same" | "transposed";

/** What is claimed, and how it is stated: by exactly one of `formula`, `numbers` and `values`. */
export interface ClaimDefinition<Q extends Quantities, D extends Dimensions> {
  /**
   * What the formula is claimed to equal: the gradient of the loss with respect to the quantity of this name, or any
   * node over the scope. Where it is left out, the claim "dZ" is about the gradient with respect to Z.
   */
  readonly of?: (keyof Q & string) | ((scope: Scope<Q, D>) => Node);
  /** A formula in code over nodes, or as people write it: "(1/m) dZ X^T" (see `parse` of @cadena/notation). */
  readonly formula?: ((scope: Scope<Q, D>) => Node) | string;
  /** How another text in the place of `text` is read, where `formula` is a function that reads it: for repairs. */
  readonly read?: (text: string, scope: ScopeTable) => Node;
  /** A plain function over numbers. */
  readonly numbers?: (scope: NumberScope<Q, D>) => Nested;
  /** Given numbers, at given values of the leaves. */
  readonly values?: Nested;
  /** The leaves' values at which a claim is made; random ones where nothing is said. */
  readonly at?: Readonly<Record<string, Nested>>;
  /** Equality after rounding to this many decimals, for numbers that were printed so. */
  readonly decimals?: number;
  /** How the formula is written; where it is left out, the notation package writes it. */
  readonly text?: string;
  /**
   * "auto" is the one that all claims that leave it open agree in, decided by the gradients that have an entry for each
   * example; gradients of parameters are those of the cost. Where nothing is said: "auto" for a formula as people
   * write it, "cost" for code.
   */
  readonly convention?: Convention | "auto";
  /**
   * "auto" is "transposed" where all matrices among the claims that leave it open are right so, and several of them are.
   * Where nothing is said: "auto" for a formula as people write it, "same" for code.
   */
  readonly layout?: Layout | "auto";
  /** Conditions besides those of the derivation; one leaf has one condition. */
  readonly given?: readonly Condition[];
}

/** A claim about the distribution of numbers that are drawn; a right one is refuted once in 250 million seeds. */
export interface DrawDefinition {
  /** What is claimed, in words: "uniform in [0, 1)". */
  readonly text: string;
  /** Draws `count` numbers. */
  readonly draw: (seed: number, count: number) => ArrayLike<number>;
  /** The distribution function that they are claimed to have; it must be continuous. */
  readonly distribution: (x: number) => number;
}

/** A claim with its name; an erratum is a formula that is known to be wrong, and must be refuted. */
export interface Claim<Q extends Quantities = Quantities, D extends Dimensions = Dimensions> {
  readonly name: string;
  readonly erratum: boolean;
  readonly states: ClaimDefinition<Q, D> | DrawDefinition;
}

/** How a derivation begins, before anything is claimed. */
export interface DerivationDefinition<Q extends Quantities, D extends Dimensions> {
  /** Short and unique: "N12". */
  readonly id: string;
  readonly title: string;
  readonly dimensions: D;
  /** The dimension that counts the examples, for claims in the per-example convention. */
  readonly examples?: keyof D & string;
  /** Conditions under which all claims are made. */
  readonly given?: readonly Condition[];
  readonly build: (sizes: Sizes<D>) => Built<Q>;
}

/** A model with claims about it. Each claim gives a new derivation, in which its name can be used. */
export interface Derivation<Q extends Quantities = Quantities, D extends Dimensions = Dimensions>
  extends DerivationDefinition<Q, D> {
  readonly claims: readonly Claim[];
  /** Adds a claim that is believed right. */
  claim<const N extends string>(
    name: N,
    states: ClaimDefinition<Q, D>,
  ): Derivation<Q & Readonly<Record<N, Node>>, D>;
  /** Adds a formula that is known to be wrong; its name does not come into the scope. */
  erratum(name: string, states: ClaimDefinition<Q, D>): Derivation<Q, D>;
  /** Adds a claim about the distribution of drawn numbers. */
  drawn(name: string, states: DrawDefinition): Derivation<Q, D>;
  /** Adds a wrong claim about the distribution of drawn numbers. */
  drawnErratum(name: string, states: DrawDefinition): Derivation<Q, D>;
}

/**
 * A derivation, whatever its quantities and dimensions are called: what a list of derivations holds, and what is
 * checked.
 */
export interface AnyDerivation
  extends Pick<Derivation, "id" | "title" | "dimensions" | "examples" | "given" | "claims"> {
  readonly build: (sizes: never) => Built<Quantities>;
}

/**
 * Begins a derivation.
 * @example
 * const logistic = derivation({
 *   id: "logistic",
 *   title: "Sigmoid and cross-entropy of one example",
 *   dimensions: {},
 *   build: () => {
 *     const z = input("z", []);
 *     const y = input("y", []);
 *     const a = sigmoid(z);
 *     const j = neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));
 *     return { loss: j, quantities: { z, y, a } };
 *   },
 * }).claim("dz", { formula: ({ a, y }) => sub(a, y) });
 * logistic.claims.length //=> 1
 */
export function derivation<Q extends Quantities, const D extends Dimensions>(
  definition: DerivationDefinition<Q, D>,
): Derivation<Q, D> {
  return withClaims(definition, []);
}

function withClaims<Q extends Quantities, D extends Dimensions>(
  definition: DerivationDefinition<Q, D>,
  claims: readonly Claim[],
): Derivation<Q, D> {
  const and = (name: string, states: Claim["states"], erratum: boolean): never =>
    withClaims(definition, [...claims, { name, states, erratum }]) as never;
  return {
    ...definition,
    claims,
    claim: (name, states) => and(name, states as Claim["states"], false),
    erratum: (name, states) => and(name, states as Claim["states"], true),
    drawn: (name, states) => and(name, states, false),
    drawnErratum: (name, states) => and(name, states, true),
  };
}
