// Where formulas are found: a derivation at two choices of small sizes, cut at the same quantities.
import type { Node } from "@cadena/graph";
import { type Ground, groundOf } from "../claims/ground.ts";
import type { Condition } from "../derivation/condition.ts";
import type { AnyDerivation, Layout } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import { type Custom, namedIn, type Outline, outlineOf, type Quantity } from "./outline.ts";
import { type NamedSizes, namedSizes } from "./sizes.ts";
import { onPage } from "./transport.ts";
import { sizedOf, tellingProblems } from "./worlds.ts";

/** By how much the gradient with respect to a quantity is scaled, at some sizes. */
export type Scale = (name: string, sizes: SizeTable) => number;

/** A derivation at two choices of sizes. */
export class Setting {
  readonly outlines: readonly Outline[];
  readonly names: NamedSizes;
  readonly layout: Layout;
  readonly seed: number;
  readonly #derivation: AnyDerivation;
  readonly #pages = new Map<Quantity, Node>();

  /** @throws CadenaError where the derivation cannot be built or has no loss */
  constructor(derivation: AnyDerivation, preferred: readonly string[], layout: Layout, seed: number) {
    this.#derivation = derivation;
    this.seed = seed;
    this.layout = layout;
    const problems = tellingProblems(derivation);
    this.outlines = problems.map((problem) => outlineOf(problem, preferred, layout));
    this.names = namedSizes(derivation.dimensions, problems.map(sizedOf));
  }

  /** The one whose symbols formulas are written in. */
  get main(): Outline {
    return this.outlines[0] as Outline;
  }

  /** The conditions of the derivation, and those under which its claims are made; one for each leaf. */
  get conditions(): readonly Condition[] {
    const { given = [], claims } = this.#derivation;
    const claimed = claims.flatMap(({ states, erratum }) =>
      erratum || "draw" in states ? [] : (states.given ?? []),
    );
    const all = [...given, ...claimed];
    return all.filter(({ of }, k) => all.findIndex((other) => other.of === of) === k);
  }

  /** Points that satisfy conditions. */
  ground(outline: Outline, conditions: readonly Condition[]): Ground {
    return groundOf(outline.problem, conditions, {}, this.seed);
  }

  /** What a quantity is made from, with sizes by their names. */
  page(quantity: Quantity): Node {
    const known = this.#pages.get(quantity) ?? onPage(quantity.definition, this.names);
    this.#pages.set(quantity, known);
    return known;
  }

  /** The same at the other choice of sizes, where a formula is what a quantity is made from. */
  pageElsewhere(page: Node): Node | undefined {
    const [main, other] = this.outlines;
    const quantity = [...this.#pages].find(([, one]) => one === page)?.[0];
    if (quantity === undefined || main === undefined || other === undefined) return undefined;
    return onPage(namedIn(other, quantity.name).definition, this.names.at(other.problem.sizes));
  }

  /** How gradients are counted and laid out at the sizes of an outline. */
  custom({ problem: { sizes } }: Outline, scale: Scale): Custom {
    return { scaleOf: ({ name }) => scale(name, sizes), layout: this.layout };
  }
}
