// What would become of a claim, were something different: tried at small sizes, first at points of floats and of
// intervals, then in exact arithmetic.
import { CadenaError, type Node } from "@cadena/graph";
import type { Condition } from "../../derivation/condition.ts";
import type {
  AnyDerivation,
  Claim,
  ClaimDefinition,
  Dimensions,
  Quantities,
} from "../../derivation/derivation.ts";
import { usualSizes } from "../../derivation/sizes.ts";
import { apart } from "../../evidence/fields.ts";
import { identities } from "../../evidence/identity.ts";
import type { Ground as ExactGround } from "../../evidence/place.ts";
import { compared } from "../compared.ts";
import { groundOf } from "../ground.ts";
import type { Problem } from "../problem.ts";
import { type World, worldAt } from "../world.ts";
import { chosenWorlds } from "../worlds.ts";
import { Glance } from "./glance.ts";

/** How something was shown to hold. */
export type Shown = "exact" | "numeric";

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
  readonly formula?: (
    claimed: Node,
    problem: Problem,
    names: Readonly<Record<string, Node>>,
  ) => Node | undefined;
}

/** A derivation of which one may suppose that it were different. */
export class Suppositions {
  readonly #derivation: AnyDerivation;
  readonly #seed: number;
  readonly #glance = new Glance();
  readonly #worlds = new WeakMap<Instead, readonly World[]>();

  constructor(derivation: AnyDerivation, seed: number) {
    this.#derivation = derivation;
    this.#seed = seed;
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
   */
  holds(claim: Claim, difference: Difference): Shown | undefined {
    const isFree = Object.keys(formulaOf(claim).at ?? {}).length === 0;
    try {
      const worlds = isFree ? this.worlds(difference.instead) : [atOwnSizes(this.#derivation)];
      const grounds: ExactGround[] = [];
      for (const world of worlds) {
        const ground = this.#groundIn(world, claim, difference);
        if (ground === undefined) return undefined;
        grounds.push(ground);
      }
      if (!isFree) return "numeric";
      const [answer] = identities(grounds, this.#seed);
      if (typeof answer !== "string") return "exact";
      return answer === apart ? undefined : "numeric";
    } catch (error) {
      // A condition that does not fit its leaf there.
      if (error instanceof CadenaError) return undefined;
      throw error;
    }
  }

  /** Both sides at the points of a world; undefined where they do not agree. */
  #groundIn(
    world: World,
    claim: Claim,
    { instead = asItIs, given = [], formula = (node) => node }: Difference,
  ): ExactGround | undefined {
    const { posed, problem } = world;
    const sides = posed.get(instead.get(claim) ?? claim);
    if (sides === undefined || typeof sides === "string" || sides.kind === "shape") return undefined;
    const { name, target } = sides;
    const claimed = formula(sides.claimed, problem, namesIn(world, claim));
    if (claimed?.shape.join() !== target.shape.join()) return undefined;
    const states = formulaOf(claim);
    const conditions = [...(this.#derivation.given ?? []), ...(states.given ?? []), ...given];
    const ground = groundOf(problem, conditions, states.at ?? {}, this.#seed);
    if (!this.#glance.atOnePoint(claimed, target, ground.points)) return undefined;
    const found = compared({ kind: "formula", node: claimed }, target, ground, pointsToTry);
    if (found.kind !== "agreement" || found.vanishes) return undefined;
    const { quantities } = problem;
    return { ...ground, quantities, pairs: [{ name, claimed, target, of: target, factor: 1 }] };
  }
}

const formulaOf = ({ states }: Claim): ClaimDefinition<Quantities, Dimensions> =>
  "draw" in states ? {} : states;

const pointsToTry = 2;

/** The quantities of a world, and the formulas of all other claims. */
function namesIn({ posed, problem }: World, claim: Claim): Record<string, Node> {
  const others = [...posed].flatMap(([other, sides]) =>
    other === claim || other.erratum || typeof sides === "string" || sides.kind !== "sides"
      ? []
      : [[other.name, sides.claimed] as const],
  );
  return { ...Object.fromEntries(others), ...problem.quantities };
}

const worldsOf = (derivation: AnyDerivation): readonly World[] => chosenWorlds(derivation).worlds;

const atOwnSizes = (derivation: AnyDerivation): World =>
  worldAt(derivation, usualSizes(derivation.dimensions));
