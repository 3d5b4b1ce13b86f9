// What would become of a claim, were something different: tried at small sizes, first at points of floats and of
// intervals, then in exact arithmetic.
import { CadenaError, type Node, same, tensor } from "@cadena/graph";
import { parse, type ScopeTable } from "@cadena/notation";
import type { Condition } from "../../derivation/condition.ts";
import type {
  AnyDerivation,
  Claim,
  ClaimDefinition,
  Dimensions,
  Quantities,
} from "../../derivation/derivation.ts";
import { usualSizes } from "../../derivation/sizes.ts";
import type { Bound } from "../../evidence/bound.ts";
import { apart, few, inFields } from "../../evidence/fields.ts";
import type { Held, Pair } from "../../evidence/holding.ts";
import { identity, locally } from "../../evidence/identity.ts";
import { Place } from "../../evidence/place.ts";
import { compared } from "../compared.ts";
import { type Ground, groundOf } from "../ground.ts";
import { leafNamed, type Problem } from "../problem.ts";
import { isPair, type World, worldAt } from "../world.ts";
import { chosenWorlds } from "../worlds.ts";
import { Glance } from "./glance.ts";

/** How something was shown to hold. */
export type Shown = "exact" | "numeric";

/** How much is done to show something. */
export type Effort = "all" | "quick";

/** Claims, and others that stand in their place; worlds are built once for each such map. */
export type Instead = ReadonlyMap<Claim, Claim>;

const asItIs: Instead = new Map();

/** What is different. */
export interface Difference {
  /** Other claims in the place of some. */
  readonly instead?: Instead;
  /** Conditions besides those of the claim. */
  readonly given?: readonly Condition[];
  /** Another formula in the place of the claimed one. */
  readonly formula?: (there: There) => Node | undefined;
}

/** A node, by how many times of which a name stands. */
export interface Multiple {
  readonly name: string;
  readonly factor: number;
}

/** A claim at one choice of sizes. */
export interface There {
  /** Undefined for a formula in which shapes do not go together. */
  readonly claimed: Node | undefined;
  readonly target: Node;
  readonly problem: Problem;
  /** The formulas of earlier claims, but for those about the same. */
  readonly earlier: Readonly<Record<string, Node>>;
  /** What those formulas are claimed to be multiples of: the automatic gradients. */
  readonly gradients: ReadonlyMap<Node, Multiple>;
  /** For a formula as text: the text, and how such texts are read. */
  readonly reading: WrittenFormula | undefined;
}

/** A formula as text, and how others in its place are read. */
interface WrittenFormula {
  readonly text: string;
  readonly read: (text: string, scope: ScopeTable) => Node;
}

/** Where claims under the same conditions are tried, in floats and in exact arithmetic. */
interface Site {
  /** Where functions are not saturated. */
  readonly near: Ground;
  readonly place: Place;
}

const nothing: ReadonlyMap<Claim, Bound> = new Map();

/** A derivation of which one may suppose that it were different. */
export class Suppositions {
  readonly #derivation: AnyDerivation;
  readonly #seed: number;
  readonly #shown: ReadonlyMap<Claim, Bound>;
  readonly #glance = new Glance();
  readonly #worlds = new WeakMap<Instead, readonly World[]>();
  readonly #theres = new WeakMap<World, Map<Claim, There | undefined>>();
  readonly #sites = new WeakMap<World, Map<string, Site>>();

  /** @param shown the claims that exact arithmetic has shown, and how likely it is that they are wrong all the same */
  constructor(derivation: AnyDerivation, seed: number, shown: ReadonlyMap<Claim, Bound> = nothing) {
    this.#derivation = derivation;
    this.#seed = seed;
    this.#shown = shown;
  }

  /** The derivation at the sizes at which one tries: small ones, or its own where it cannot be built there. */
  worlds(instead: Instead = asItIs): readonly World[] {
    const claims = this.#derivation.claims.map((claim) => instead.get(claim) ?? claim);
    const key = instead.size === 0 ? asItIs : instead;
    const known = this.#worlds.get(key) ?? worldsOf({ ...this.#derivation, claims });
    this.#worlds.set(key, known);
    return known;
  }

  /**
   * Whether a claim holds then; undefined where it does not, where exact arithmetic tells its sides apart, or where both
   * of them vanish.
   * @param effort whether a proof is searched that takes long
   */
  holds(claim: Claim, difference: Difference, effort: Effort = "all"): Shown | undefined {
    const isFree = Object.keys(formulaOf(claim).at ?? {}).length === 0;
    const { instead = asItIs } = difference;
    try {
      const worlds = isFree ? this.worlds(instead) : [atOwnSizes(this.#derivation)];
      const sides: (Pair & Site)[] = [];
      for (const world of worlds) {
        const pair = this.#pairIn(world, claim, difference);
        if (pair === undefined) return undefined;
        sides.push(pair);
      }
      if (!isFree) return "numeric";
      const places = sides.map(({ place }) => place);
      const quick = locally(places, sides, this.#seed);
      if (typeof quick !== "string") return "exact";
      const answer = effort === "quick" ? quick : identity(places, sides, this.#seed);
      if (typeof answer !== "string") return "exact";
      return answer === apart ? undefined : "numeric";
    } catch (error) {
      // A condition that does not fit its leaf there.
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }

  /** A claim at the first choice of sizes; undefined where it cannot be read there. */
  there(claim: Claim, instead: Instead = asItIs): There | undefined {
    const [world] = this.worlds(instead);
    return world && this.#thereIn(world, claim, instead);
  }

  /** A claim at all sizes at which one tries. */
  theres(claim: Claim, instead: Instead = asItIs): There[] {
    return this.worlds(instead).flatMap((world) => this.#thereIn(world, claim, instead) ?? []);
  }

  /**
   * Whether a formula equals one that is known to be right, for all values of their leaves, but for those that conditions
   * are about. It looks equal in floats, so that few points of exact arithmetic are enough.
   */
  areEqual(formula: Node, right: Node, { problem }: There, claim: Claim): boolean {
    if (same(formula, right)) return true;
    const { points } = this.groundIn(problem, claim);
    const pair = { claimed: formula, target: right };
    const held: Held = { pair, values: [], relied: [], leaves: new Map() };
    const surroundings = { points, shadows: () => new Map(), seed: this.#seed };
    return inFields(held, surroundings, few).answer === "equal";
  }

  #thereIn(world: World, claim: Claim, instead: Instead): There | undefined {
    const known = this.#theres.get(world) ?? new Map<Claim, There | undefined>();
    this.#theres.set(world, known);
    const one = instead.get(claim) ?? claim;
    if (!known.has(one)) known.set(one, thereIn(world, one));
    return known.get(one);
  }

  /**
   * Where a claim is tried at some sizes; given values that do not fit there are left out.
   * @throws CadenaError for a condition that does not fit its leaf there
   */
  groundIn(problem: Problem, claim: Claim, given: readonly Condition[] = []): Ground {
    const at = Object.entries(formulaOf(claim).at ?? {}).filter(
      ([name, value]) => tensor(value).shape.join() === leafNamed(problem, name, "at").shape.join(),
    );
    return groundOf(problem, [...this.#conditionsOf(claim), ...given], Object.fromEntries(at), this.#seed);
  }

  #conditionsOf(claim: Claim): Condition[] {
    return [...(this.#derivation.given ?? []), ...(formulaOf(claim).given ?? [])];
  }

  /** Both sides in a world, and where they are tried; undefined where they do not agree in floats. */
  #pairIn(
    world: World,
    claim: Claim,
    { instead = asItIs, given = [], formula = ({ claimed }) => claimed }: Difference,
  ): (Pair & Site) | undefined {
    const there = this.#thereIn(world, claim, instead);
    const claimed = there && formula(there);
    if (there === undefined || claimed?.shape.join() !== there.target.shape.join()) return undefined;
    const { target } = there;
    const site = this.#siteIn(world, claim, given, instead);
    const { points } = site.near;
    if (!this.#glance.atOnePoint(claimed, target, points)) return undefined;
    const found = compared({ kind: "formula", node: claimed }, target, site.near, pointsToTry);
    return found.kind === "agreement" && !found.vanishes ? { claimed, target, ...site } : undefined;
  }

  /** What claims under the same conditions share. */
  #siteIn(world: World, claim: Claim, given: readonly Condition[], instead: Instead): Site {
    const known = this.#sites.get(world) ?? new Map<string, Site>();
    this.#sites.set(world, known);
    const texts = [...this.#conditionsOf(claim), ...given].map(({ text }) => text);
    const key = texts.toSorted().join("\n");
    const site = known.get(key) ?? this.#sited(world, this.groundIn(world.problem, claim, given), instead);
    known.set(key, site);
    return site;
  }

  /** A place at which one knows what was shown, whatever the claims are that stand in the place of others. */
  #sited({ problem: { quantities }, posed }: World, ground: Ground, instead: Instead): Site {
    const pairs = [...posed].flatMap(([claim, sides]) => (isPair(sides) ? [[claim, sides] as const] : []));
    const place = new Place({ ...ground, quantities, pairs: pairs.map(([, sides]) => sides) }, this.#seed);
    for (const [claim, sides] of pairs) {
      // Formulas that follow are made from other ones.
      if ([...instead.values()].includes(claim)) break;
      const bound = this.#shown.get(claim);
      if (bound !== undefined && isUnconditional(claim)) place.learn(sides, bound);
    }
    return { near: { ...ground, points: ground.points.small }, place };
  }
}

/** Whether nothing is given for a claim alone. */
function isUnconditional(claim: Claim): boolean {
  const { given = [], at = {} } = formulaOf(claim);
  return given.length === 0 && Object.keys(at).length === 0;
}

const formulaOf = ({ states }: Claim): ClaimDefinition<Quantities, Dimensions> =>
  "draw" in states ? {} : states;

const pointsToTry = 2;

function thereIn({ posed, problem }: World, claim: Claim): There | undefined {
  const sides = posed.get(claim);
  if (sides === undefined || typeof sides === "string") return undefined;
  const { claimed, target } = sides;
  const before = [...posed].slice(0, [...posed.keys()].indexOf(claim));
  const known = before.flatMap(([{ name, erratum }, one]) =>
    !erratum && isPair(one) && one.of !== sides.of ? [[name, one] as const] : [],
  );
  const earlier = Object.fromEntries(known.map(([name, one]) => [name, one.claimed]));
  const gradients = new Map(known.map(([name, { of, factor }]) => [of, { name, factor }]));
  return { claimed, target, problem, earlier, gradients, reading: readingOf(claim) };
}

function readingOf(claim: Claim): WrittenFormula | undefined {
  const { formula, text, read = parse } = formulaOf(claim);
  if (typeof formula === "string") return { text: formula, read };
  return text === undefined ? undefined : { text, read };
}

const worldsOf = (derivation: AnyDerivation): readonly World[] => chosenWorlds(derivation).worlds;

const atOwnSizes = (derivation: AnyDerivation): World =>
  worldAt(derivation, usualSizes(derivation.dimensions));
