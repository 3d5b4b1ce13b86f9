// The course of a derivation: from the loss backwards, step by step, each from the gradients that were found before.
import { add, constant, leavesOf, type Node, simplify, substitute, topological } from "@cadena/graph";
import { leafNamed } from "../claims/problem.ts";
import { tiesIn } from "./algebra/choices.ts";
import { Algebra } from "./algebra/reading.ts";
import { formOf } from "./algebra/rewriting.ts";
import { opened, type Sum, together } from "./algebra/terms.ts";
import { stretchedTo, written } from "./algebra/writing.ts";
import type { DerivedStep, Equation, Line, Name } from "./derived.ts";
import type { Draft } from "./draft.ts";
import { type Form, type Forms, formsOf } from "./forms.ts";
import { Lines } from "./lines.ts";
import { gradientName, quantityName, type Style } from "./names.ts";
import { handedBack, namesIn, type Quantity, usersOf } from "./outline.ts";
import { Proofs, type Result } from "./proofs.ts";
import { Sample } from "./search/sample.ts";
import type { Scale, Setting } from "./setting.ts";
import { Slopes } from "./slopes.ts";

/** So many points are enough to find formulas at; they are shown elsewhere. */
const points = 2;

/** Derives the gradients with respect to the quantities of one setting. */
export class Course {
  /** The result of each step, by the name of its quantity. */
  readonly results: Map<string, Result> = new Map();
  readonly #setting: Setting;
  readonly #scale: Scale;
  readonly #isNamed: (name: string) => boolean;
  readonly #algebra: Algebra;
  /** Points without and with conditions. */
  readonly #samples: readonly Sample[];
  /** The symbols of what conditions are made on, or is made from that. */
  readonly #conditioned: ReadonlySet<Node>;
  readonly #gradients = new Map<Node, Name>();
  readonly #slopes: Slopes;
  readonly #proofs: Proofs;
  readonly #shown: Lines;

  /** @param isNamed whether the gradient with respect to a quantity has a name in later steps; else it is written out */
  constructor(setting: Setting, scale: Scale, style: Style, isNamed: (name: string) => boolean) {
    this.#setting = setting;
    this.#isNamed = isNamed;
    this.#scale = scale;
    const { main, names, conditions } = setting;
    const made = [...main.quantities, ...main.aside].filter(({ node }) => node.inputs.length > 0);
    this.#algebra = new Algebra(names, new Map(made.map(({ symbol, definition }) => [symbol, definition])));
    const levels = conditions.length === 0 ? [[]] : [[], conditions];
    this.#samples = levels.map(
      (given) => new Sample(main, names, setting.ground(main, given).points.mixed, points),
    );
    this.#proofs = new Proofs(setting, scale);
    this.#shown = new Lines(setting, this.#proofs, this.results);
    const given = new Set(conditions.map(({ of }) => leafNamed(main.problem, of, "condition")));
    this.#conditioned = new Set(
      namesIn(main).flatMap(({ node, symbol }) =>
        leavesOf([node]).some((leaf) => given.has(leaf)) ? [symbol] : [],
      ),
    );
    this.#slopes = new Slopes(setting, scale, style, this.#algebra, this.#samples[0] as Sample);
    for (const { name, gradient } of main.quantities) {
      this.#gradients.set(gradient, gradientName(main.loss.name, name, style));
    }
  }

  /** The names of symbols for gradients and slopes. */
  get symbols(): ReadonlyMap<Node, Name> {
    return new Map([...this.#gradients, ...this.#slopes.names]);
  }

  /** The step to a quantity; all that use it have had theirs. */
  step(quantity: Quantity): Omit<DerivedStep, "isConfirmed"> {
    const users = usersOf(quantity, this.#setting.main);
    const found = users.length === 0 ? [zero] : this.#lines(quantity, users);
    const lines = found.length === 0 ? [this.#automatic(quantity, users)] : found;
    const { formula, given } = lines.at(-1) as Line;
    this.results.set(quantity.name, { formula, given, isAutomatic: found.length === 0 });
    const { gradient } = quantity;
    return {
      name: this.#gradients.get(gradient) as Name,
      symbol: gradient,
      factor: this.#factorOf(quantity),
      through: users.map(({ name }) => name),
      lines,
    };
  }

  /** The names of the results that are the automatic gradients of the whole loss. */
  confirmed(): ReadonlySet<string> {
    return this.#proofs.confirmed(this.results, this.#setting.conditions);
  }

  /** What the chain rule gives, where no formula is found that holds at all sizes. */
  #automatic(quantity: Quantity, users: readonly Quantity[]): Line {
    const formula = users.map((user) => this.#handedBack(quantity, user)).reduce((a, b): Node => add(a, b));
    return { formula, reason: "automatic", by: undefined, vanishing: [], ties: [], given: [] };
  }

  #factorOf({ name }: Quantity): string | undefined {
    const { names, main } = this.#setting;
    const scale = this.#scale(name, main.problem.sizes);
    return scale === 1 ? undefined : names.shape([scale])[0];
  }

  #lines(quantity: Quantity, users: readonly Quantity[]): Line[] {
    const { loss } = this.#setting.main;
    const hidden = users.filter((user) => user !== loss && !this.#isNamed(user.name));
    const parts = users.map((user) => {
      const part = this.#handedBack(quantity, user);
      return this.#writtenOut(part, hidden) ?? part;
    });
    const sum = parts.map((part) => reversed(opened(this.#algebra.read(part)))).reduce(together);
    const words = this.#wordsFor(quantity, users);
    const lookedAt: Node[] = [...parts, ...words];
    const findingsIn = (sample: Sample): Findings => {
      const own = formsOf(sum, this.#algebra, sample, words);
      const further = this.#writtenOut((own.results[0] as Form).formula, users);
      if (further !== undefined) lookedAt.push(further);
      return { own, further: further && formsOf(this.#algebra.read(further), this.#algebra, sample, words) };
    };
    const [free, ...conditioned] = this.#samples as [Sample, ...Sample[]];
    const usual = findingsIn(free);
    const special = leavesOf(lookedAt).some((leaf) => this.#conditioned.has(leaf))
      ? conditioned.map(findingsIn)
      : [];
    const slopes = hidden.length > 0 ? [] : this.#slopes.chains(quantity, users, parts, this.results);
    const by = this.#definitionOf(quantity, users, slopes.length > 0);
    const ties = tiesIn(parts);
    const product = slopes.at(-1)?.proof;
    const first = product === undefined ? usual.own.plain : formOf(written(this.#algebra.read(product)));
    const drafts = [...slopes, ...this.#worked(usual, { ...first, by, ties }, users)];
    const results = [usual, ...special].map(({ own, further: more }) =>
      sorted([...own.results, ...(more?.results ?? [])]),
    );
    return this.#shown.of(quantity, drafts, results);
  }

  /**
   * What a formula may name besides what the chain rule gives: the quantity, what is made from it, and what has a name on
   * the side. The loss is one of them for numbers only, as in da/dz = a (1 - a).
   */
  #wordsFor({ symbol, node }: Quantity, users: readonly Quantity[]): Node[] {
    const { loss, aside } = this.#setting.main;
    const used = users.filter((user) => user !== loss || node.shape.length === 0);
    const near = new Set([symbol, ...used.map((user) => user.symbol)]);
    const beside = aside.filter(({ definition }) => topological([definition]).some((one) => near.has(one)));
    return [...near, ...beside.map((one) => one.symbol)];
  }

  /** The way from the chain rule to the result. */
  #worked(
    { own, further }: Findings,
    { formula, cost, by, ties }: Form & Pick<Draft, "by" | "ties">,
    users: readonly Quantity[],
  ): Draft[] {
    const [first] = own.results as [Form];
    const isLonger = further === undefined || (further.results[0] as Form).cost >= first.cost;
    if (isLonger) {
      const shortest = first.cost < cost ? between(own, first) : [];
      return [{ formula, reason: "definition", by, ties }, ...shortest];
    }
    return [
      { formula: first.formula, reason: "definition", by, ties },
      {
        formula: this.#writtenOut(first.formula, users) as Node,
        reason: "substitution",
        by: this.#earlier(first.formula, users),
      },
      ...between(further, further.results[0] as Form),
    ];
  }

  #handedBack(quantity: Quantity, user: Quantity): Node {
    const { main } = this.#setting;
    const part = handedBack(quantity, user, main, this.#setting.custom(main, this.#scale));
    return simplify([part])[0] as Node;
  }

  /** A formula with the gradients of users as they were found; undefined where it names none. */
  #writtenOut(formula: Node, users: readonly Quantity[]): Node | undefined {
    const places = this.#knownIn(formula, users);
    return places.size === 0 ? undefined : (substitute([formula], places)[0] as Node);
  }

  #knownIn(formula: Node, users: readonly Quantity[]): ReadonlyMap<Node, Node> {
    const met = new Set(topological([formula]));
    return new Map(
      users.flatMap(({ name, gradient }) => {
        const known = this.results.get(name)?.formula;
        return known === undefined || !met.has(gradient)
          ? []
          : [[gradient, stretchedTo(known, gradient.shape)] as const];
      }),
    );
  }

  /** The gradient that is written out, where it is one. */
  #earlier(formula: Node, users: readonly Quantity[]): Equation | undefined {
    const [first, ...others] = this.#knownIn(formula, users);
    if (first === undefined || others.length > 0) return undefined;
    return { name: this.#gradients.get(first[0]) as Name, formula: first[1] };
  }

  /** What the local derivatives follow from. */
  #definitionOf(quantity: Quantity, users: readonly Quantity[], hasSlopes: boolean): Equation | undefined {
    const [only, ...others] = users as [Quantity];
    if (others.length > 0) return undefined;
    if (hasSlopes) return this.#slopes.equation(only, quantity);
    return { name: quantityName(only.name), formula: this.#setting.page(only) };
  }
}

/** What was found for a step: over the gradients of its users, and with these written out. */
interface Findings {
  readonly own: Forms;
  readonly further: Forms | undefined;
}

/** What stands between a formula and its shortest form. */
function between({ cancelled, expanded }: Forms, { formula, cost, vanishing }: Form): Draft[] {
  const steps: Draft[] = [];
  if (cancelled.cost > cost) steps.push({ formula: cancelled.formula, reason: "multiplied out" });
  if (cancelled.cost > cost && expanded !== undefined)
    steps.push({ formula: expanded.formula, reason: "multiplied out" });
  return [...steps, { formula, reason: "simplified", vanishing }];
}

const sorted = (forms: readonly Form[]): Form[] => forms.toSorted((a, b) => a.cost - b.cost);

/** In the order of the model: the sweep meets the last use of a quantity first. */
const reversed = ({ shape, terms }: Sum): Sum => ({ shape, terms: terms.toReversed() });

const zero: Line = {
  formula: constant(0),
  reason: "independence",
  by: undefined,
  vanishing: [],
  ties: [],
  given: [],
};
