// What is shown of formulas: that each is what the chain rule gives, seen from nearby where that is enough, and that results
// are the automatic gradients of the whole loss.
import {
  add,
  CadenaError,
  concat,
  constant,
  full,
  mul,
  type Node,
  reshape,
  substitute,
  topological,
} from "@cadena/graph";
import type { Condition } from "../derivation/condition.ts";
import { identities } from "../evidence/identity.ts";
import type { Step } from "../evidence/place.ts";
import type { Identity } from "../report/result.ts";
import { stretchedTo } from "./algebra/writing.ts";
import { handedBack, laidOut, namedIn, namesIn, type Outline, usersOf } from "./outline.ts";
import { type Ranges, rangesOf } from "./ranges.ts";
import type { Scale, Setting } from "./setting.ts";
import { transported } from "./transport.ts";
import { type View, viewAround, wholeView } from "./view.ts";

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

/** Each formula is shown by itself: what is found of one of them says nothing of the next. */
const alone = { of: constant(0), factor: 1 } as const;

/** What is shown in a setting. */
export class Proofs {
  readonly #setting: Setting;
  readonly #scale: Scale;
  readonly #ranges = new Map<Outline, Ranges>();

  constructor(setting: Setting, scale: Scale) {
    this.#setting = setting;
    this.#scale = scale;
  }

  /**
   * Which of some formulas for the gradient with respect to a quantity are equal to what the chain rule gives, in exact
   * arithmetic, under conditions: seen from nearby, where that is enough.
   * @param known they stand for the gradients that a formula does not name
   */
  shown(of: string, formulas: readonly Node[], known: Results, conditions: readonly Condition[]): boolean[] {
    const answers = formulas.map(() => false);
    for (const look of looks) {
      const open = [...formulas.keys()].filter((k) => !answers[k]);
      if (open.length === 0) break;
      const views = possibly(() =>
        this.#setting.outlines.map((outline) => this.#view(of, outline, look, conditions)),
      );
      if (views === undefined) continue;
      const pairs = open.map((k) => this.#pairs({ of, formula: formulas[k] as Node, known }, views));
      const found = this.#equal(pairs, views);
      for (const [i, k] of open.entries()) answers[k] = found[i] as boolean;
    }
    return answers;
  }

  #view(of: string, outline: Outline, look: (typeof looks)[number], conditions: readonly Condition[]): View {
    if (look === "whole") return wholeView(outline, this.#setting.ground(outline, conditions));
    const ranges = this.#ranges.get(outline) ?? rangesOf(outline);
    this.#ranges.set(outline, ranges);
    return viewAround(of, outline, look, { ranges, conditions, seed: this.#setting.seed });
  }

  /** Which of some formulas are 0 everywhere, in exact arithmetic. */
  vanishing(formulas: readonly Node[]): Node[] {
    const views = this.#setting.outlines.map((outline) =>
      wholeView(outline, this.#setting.ground(outline, [])),
    );
    const pairs = formulas.map((formula) =>
      possibly(() =>
        this.#setting.outlines.map((outline, w): Step => {
          const claimed = this.#carried(formula, outline, views[w] as View);
          const target = full(claimed.shape, 0);
          return { ...alone, name: "0", claimed, target };
        }),
      ),
    );
    const answers = this.#equal(pairs, views);
    return formulas.filter((_, k) => answers[k]);
  }

  /** Which pairs are equal, each given at all sizes, or not at all: all of them at once, or else one by one. */
  #equal(made: readonly (readonly Step[] | undefined)[], views: readonly View[]): boolean[] {
    const possible = made.filter((steps) => steps !== undefined);
    const isWhole =
      possible.length > 1 && this.#certain([views.map((_, w) => together(possible, w))], views)[0] === true;
    const answers = isWhole ? possible.map(() => true) : this.#certain(possible, views);
    const shown = new Set(possible.filter((_, k) => answers[k]));
    return made.map((steps) => steps !== undefined && shown.has(steps));
  }

  #certain(made: readonly (readonly Step[])[], views: readonly View[]): boolean[] {
    const answers = possibly(() => {
      const grounds = this.#setting.outlines.map(({ problem: { sizes } }, w) => {
        const { points, quantities } = views[w] as View;
        return { sizes, points, quantities, pairs: made.map((steps) => steps[w] as Step) };
      });
      return made.length === 0 ? [] : identities(grounds, this.#setting.seed);
    });
    return made.map((_, k) => isCertain(answers?.[k]));
  }

  /**
   * Which results, in the order of their steps, are the automatic gradients of the whole loss, each made from the results
   * before it.
   */
  confirmed(results: Results, conditions: readonly Condition[]): ReadonlySet<string> {
    const grounds = this.#setting.outlines.map((outline) => {
      const { problem } = outline;
      const view = wholeView(outline, this.#setting.ground(outline, conditions));
      const gradients = new Map<string, Node>();
      const pairs = [...results].map(([name, result]): Step => {
        const { node, gradient } = namedIn(outline, name);
        const factor = this.#scale(name, problem.sizes);
        const found = stretchedTo(this.#found(name, result, outline, view, gradients), gradient.shape);
        gradients.set(name, found);
        const of = problem.gradient(node);
        return {
          name: `d${name}`,
          claimed: laidOut(found, this.#setting.layout),
          target: mul(factor, of),
          of,
          factor,
        };
      });
      // Deep models are saturated elsewhere, so that little could be held.
      const points = view.points.small;
      return { sizes: problem.sizes, points, quantities: view.quantities, pairs };
    });
    const answers = identities(grounds, this.#setting.seed);
    return new Set([...results.keys()].filter((_, k) => typeof answers[k] !== "string"));
  }

  /** Both sides at all sizes; undefined where the formula does not make sense at some. */
  #pairs(question: Question, views: readonly View[]): Step[] | undefined {
    return possibly(() =>
      this.#setting.outlines.map((outline, w): Step => {
        const view = views[w] as View;
        const target = this.#target(question, outline, view);
        const claimed = stretchedTo(this.#carried(question.formula, outline, view), target.shape);
        return { ...alone, name: question.of, claimed, target };
      }),
    );
  }

  /** What the chain rule gives, over what a view shows and symbols for the gradients that the formula names. */
  #target({ of, formula, known }: Question, outline: Outline, view: View): Node {
    const met = new Set(topological([formula]));
    const instead = new Map<string, Node>();
    for (const { name } of usersOf(namedIn(outline, of), outline)) {
      const result = known.get(name);
      if (result === undefined || met.has(namedIn(this.#setting.main, name).gradient)) continue;
      instead.set(name, this.#found(name, result, outline, view, new Map()));
    }
    return this.#handedBack(of, outline, view, instead);
  }

  /** What the users of a quantity hand back to it, over what a view shows, given some of their gradients. */
  #handedBack(of: string, outline: Outline, { places }: View, gradients: ReadonlyMap<string, Node>): Node {
    const quantity = namedIn(outline, of);
    const custom = this.#setting.custom(outline, this.#scale);
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
    view: View,
    gradients: ReadonlyMap<string, Node>,
  ): Node {
    return isAutomatic
      ? this.#handedBack(name, outline, view, gradients)
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
    for (const { name, symbol, gradient } of namesIn(this.#setting.main)) {
      const there = namedIn(outline, name);
      places.set(symbol, view.places.get(there.symbol) ?? there.symbol);
      places.set(gradient, gradients.get(name) ?? there.gradient);
    }
    return transported(formula, this.#setting.names, {
      sizes: outline.problem.sizes,
      place: (symbol) => places.get(symbol),
    });
  }
}

/** The sides of several pairs in one row, so that what they have in common is computed once. */
function together(made: readonly (readonly Step[])[], w: number): Step {
  const steps = made.map((one) => one[w] as Step);
  const inRow = (side: "claimed" | "target"): Node =>
    concat(steps.map((step) => reshape(step[side], [step[side].size])));
  return { ...alone, name: "all", claimed: inRow("claimed"), target: inRow("target") };
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
