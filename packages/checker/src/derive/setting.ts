// Where formulas are found and shown: a derivation at two choices of small sizes, cut at the same quantities.
import { add, CadenaError, full, mul, type Node, substitute, topological } from "@cadena/graph";
import { type Ground, groundOf } from "../claims/ground.ts";
import type { Condition } from "../derivation/condition.ts";
import type { AnyDerivation, Layout } from "../derivation/derivation.ts";
import type { SizeTable } from "../derivation/sizes.ts";
import { identities } from "../evidence/identity.ts";
import type { Step } from "../evidence/place.ts";
import type { Identity } from "../report/result.ts";
import { stretchedTo } from "./algebra/writing.ts";
import {
  type Custom,
  handedBack,
  laidOut,
  namedIn,
  namesIn,
  type Outline,
  outlineOf,
  type Quantity,
  usersOf,
} from "./outline.ts";
import { type Ranges, rangesOf } from "./ranges.ts";
import { type NamedSizes, namedSizes } from "./sizes.ts";
import { onPage, transported } from "./transport.ts";
import { type View, viewAround, wholeView } from "./view.ts";
import { sizedOf, tellingProblems } from "./worlds.ts";

/** By how much the gradient with respect to a quantity is scaled, at some sizes. */
export type Scale = (name: string, sizes: SizeTable) => number;

/** What was found for a gradient: a formula over symbols, or none but what the chain rule gives at each size. */
export interface Result {
  readonly formula: Node;
  /** The conditions under which it holds, in words. */
  readonly given: readonly string[];
  readonly isAutomatic: boolean;
}

/** What was found for the gradients of quantities, by their names, in the order of the steps. */
export type Results = ReadonlyMap<string, Result>;

/** A formula that is to be shown for the gradient of one quantity. */
interface Question {
  readonly of: string;
  readonly formula: Node;
  /** They stand for the gradients that the formula does not name. */
  readonly known: Results;
}

/** How much of a model is looked at: names alone, what is made from a quantity, what it is made from too, and then all. */
const looks = ["names", "above", "near", "whole"] as const;

/** A derivation at two choices of sizes. */
export class Setting {
  readonly outlines: readonly Outline[];
  readonly names: NamedSizes;
  readonly layout: Layout;
  readonly #derivation: AnyDerivation;
  readonly #seed: number;
  readonly #ranges = new Map<Outline, Ranges>();
  readonly #pages = new Map<Quantity, Node>();

  /** @throws CadenaError where the derivation cannot be built or has no loss */
  constructor(derivation: AnyDerivation, preferred: readonly string[], layout: Layout, seed: number) {
    this.#derivation = derivation;
    this.#seed = seed;
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
    return groundOf(outline.problem, conditions, {}, this.#seed);
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

  /**
   * Which of some formulas for the gradient with respect to a quantity are equal to what the chain rule gives, in exact
   * arithmetic, under conditions: seen from nearby, where that is enough.
   * @param known they stand for the gradients that a formula does not name
   */
  shown(
    of: string,
    formulas: readonly Node[],
    known: Results,
    scale: Scale,
    conditions: readonly Condition[],
  ): boolean[] {
    const answers = formulas.map(() => false);
    for (const look of looks) {
      const open = [...formulas.keys()].filter((k) => !answers[k]);
      if (open.length === 0) break;
      const views = possibly(() => this.outlines.map((outline) => this.#view(of, outline, look, conditions)));
      if (views === undefined) continue;
      const pairs = open.map((k) => this.#pairs({ of, formula: formulas[k] as Node, known }, scale, views));
      const found = this.#equal(pairs, views);
      for (const [i, k] of open.entries()) answers[k] = found[i] as boolean;
    }
    return answers;
  }

  #view(of: string, outline: Outline, look: (typeof looks)[number], conditions: readonly Condition[]): View {
    if (look === "whole") return wholeView(outline, this.ground(outline, conditions));
    const ranges = this.#ranges.get(outline) ?? rangesOf(outline);
    this.#ranges.set(outline, ranges);
    return viewAround(of, outline, look, { ranges, conditions, seed: this.#seed });
  }

  /** Which of some formulas are 0 everywhere, in exact arithmetic. */
  vanishing(formulas: readonly Node[]): Node[] {
    const views = this.outlines.map((outline) => wholeView(outline, this.ground(outline, [])));
    const pairs = formulas.map((formula) =>
      possibly(() =>
        this.outlines.map((outline, w): Step => {
          const claimed = this.#carried(formula, outline, views[w] as View);
          const target = full(claimed.shape, 0);
          return { name: "0", claimed, target, of: target, factor: 1 };
        }),
      ),
    );
    const answers = this.#equal(pairs, views);
    return formulas.filter((_, k) => answers[k]);
  }

  /** Which pairs are equal, each given at all sizes, or not at all. */
  #equal(made: readonly (readonly Step[] | undefined)[], views: readonly View[]): boolean[] {
    const possible = made.filter((steps) => steps !== undefined);
    const answers = possibly(() => {
      const grounds = this.outlines.map(({ problem: { sizes } }, w) => {
        const { points, quantities } = views[w] as View;
        return { sizes, points, quantities, pairs: possible.map((steps) => steps[w] as Step) };
      });
      return possible.length === 0 ? [] : identities(grounds, this.#seed);
    });
    const shown = new Set(possible.filter((_, k) => isCertain(answers?.[k])));
    return made.map((steps) => steps !== undefined && shown.has(steps));
  }

  /**
   * Which results, in the order of their steps, are the automatic gradients of the whole loss, each made from the results
   * before it.
   */
  confirmed(results: Results, scale: Scale, conditions: readonly Condition[]): ReadonlySet<string> {
    const grounds = this.outlines.map((outline) => {
      const { problem } = outline;
      const view = wholeView(outline, this.ground(outline, conditions));
      const gradients = new Map<string, Node>();
      const pairs = [...results].map(([name, result]): Step => {
        const { node, gradient } = namedIn(outline, name);
        const factor = scale(name, problem.sizes);
        const found = stretchedTo(this.#found(name, result, outline, scale, view, gradients), gradient.shape);
        gradients.set(name, found);
        const of = problem.gradient(node);
        return {
          name: `d${name}`,
          claimed: laidOut(found, this.layout),
          target: mul(factor, of),
          of,
          factor,
        };
      });
      return { sizes: problem.sizes, points: view.points, quantities: view.quantities, pairs };
    });
    const answers = identities(grounds, this.#seed);
    return new Set([...results.keys()].filter((_, k) => typeof answers[k] !== "string"));
  }

  /** Both sides at all sizes; undefined where the formula does not make sense at some. */
  #pairs(question: Question, scale: Scale, views: readonly View[]): Step[] | undefined {
    return possibly(() =>
      this.outlines.map((outline, w): Step => {
        const view = views[w] as View;
        const target = this.#target(question, outline, scale, view);
        const claimed = stretchedTo(this.#carried(question.formula, outline, view), target.shape);
        return { name: question.of, claimed, target, of: target, factor: 1 };
      }),
    );
  }

  /** What the chain rule gives, over what a view shows and symbols for the gradients that the formula names. */
  #target({ of, formula, known }: Question, outline: Outline, scale: Scale, view: View): Node {
    const met = new Set(topological([formula]));
    const instead = new Map<string, Node>();
    for (const { name } of usersOf(namedIn(outline, of), outline)) {
      const result = known.get(name);
      if (result === undefined || met.has(namedIn(this.main, name).gradient)) continue;
      instead.set(name, this.#found(name, result, outline, scale, view, new Map()));
    }
    return this.#handedBack(of, outline, scale, view, instead);
  }

  /** What the users of a quantity hand back to it, over what a view shows, given some of their gradients. */
  #handedBack(
    of: string,
    outline: Outline,
    scale: Scale,
    { places }: View,
    gradients: ReadonlyMap<string, Node>,
  ): Node {
    const quantity = namedIn(outline, of);
    const custom = this.custom(outline, scale);
    const parts = usersOf(quantity, outline).map((user) => handedBack(quantity, user, outline, custom));
    const known = outline.quantities.map(({ name, gradient }): [Node, Node] => [
      gradient,
      gradients.get(name) ?? gradient,
    ]);
    const whole = parts.reduce((a, b): Node => add(a, b));
    return substitute([whole], new Map([...places, ...known]))[0] as Node;
  }

  /** What was found for a gradient, at the sizes of an outline. */
  #found(
    name: string,
    { formula, isAutomatic }: Result,
    outline: Outline,
    scale: Scale,
    view: View,
    gradients: ReadonlyMap<string, Node>,
  ): Node {
    return isAutomatic
      ? this.#handedBack(name, outline, scale, view, gradients)
      : this.#carried(formula, outline, view, gradients);
  }

  /** A formula over symbols of the main outline, over what a view shows of another one. */
  #carried(
    formula: Node,
    outline: Outline,
    view: View,
    gradients: ReadonlyMap<string, Node> = new Map(),
  ): Node {
    const places = new Map<Node, Node>();
    for (const { name, symbol, gradient } of namesIn(this.main)) {
      const there = namedIn(outline, name);
      places.set(symbol, view.places.get(there.symbol) ?? there.symbol);
      places.set(gradient, gradients.get(name) ?? there.gradient);
    }
    return transported(formula, this.names, {
      sizes: outline.problem.sizes,
      place: (symbol) => places.get(symbol),
    });
  }
}

/** Whether two sides are equal in all regions: of a comparison that came out one way only, the other way may be too thin to be met. */
const isCertain = (answer: Identity | string | undefined): boolean =>
  typeof answer === "object" && answer.oneSided === 0;

/** What a function gives; undefined where shapes or conditions do not fit. */
function possibly<T>(made: () => T): T | undefined {
  try {
    return made();
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}
