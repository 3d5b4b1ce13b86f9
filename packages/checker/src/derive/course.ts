// The course of a derivation: from the loss backwards, step by step, each from the gradients that were found before.
import { add, constant, full, input, mul, type Node, substitute, topological, vjp } from "@cadena/graph";
import { toText } from "@cadena/notation";
import type { Condition } from "../derivation/condition.ts";
import { Algebra } from "./algebra/reading.ts";
import { opened, type Sum, together } from "./algebra/terms.ts";
import { stretchedTo } from "./algebra/writing.ts";
import type { DerivedStep, Equation, Line, Name, Reason } from "./derived.ts";
import { type Form, type Forms, formsOf } from "./forms.ts";
import { gradientName, quantityName, type Style, slopeName } from "./names.ts";
import { handedBack, type Quantity, usersOf } from "./outline.ts";
import { costOf } from "./search/cost.ts";
import { Sample } from "./search/sample.ts";
import type { Result, Scale, Setting } from "./setting.ts";
import { onPage } from "./transport.ts";

/** A line that has not been shown yet. */
interface Draft {
  readonly formula: Node;
  readonly reason: Reason;
  readonly by?: Equation | undefined;
  /** The formula without symbols of slopes. */
  readonly proof?: Node;
}

/** One use of a quantity, and the slope there. */
interface Link {
  readonly user: Quantity;
  readonly symbol: Node;
  readonly formula: Node;
}

/** So many points are enough to find formulas at; they are shown elsewhere. */
const points = 2;

/** So many results are tried where shorter ones cannot be shown. */
const patience = 3;

/** Derives the gradients with respect to the quantities of one setting. */
export class Course {
  /** The names of symbols for gradients and slopes. */
  readonly symbols: Map<Node, Name> = new Map();
  readonly #setting: Setting;
  readonly #scale: Scale;
  readonly #style: Style;
  readonly #isNamed: (name: string) => boolean;
  readonly #algebra: Algebra;
  /** Points without and with conditions. */
  readonly #samples: readonly Sample[];
  /** The result of each step, by the name of its quantity. */
  readonly results: Map<string, Result> = new Map();
  /** The chain rule that led to a number, from the first gradient on; in the proof, that gradient is written out. */
  readonly #chains = new Map<string, Required<Pick<Draft, "formula" | "proof">>>();

  /** @param isNamed whether the gradient with respect to a quantity has a name in later steps; else it is written out */
  constructor(setting: Setting, scale: Scale, style: Style, isNamed: (name: string) => boolean) {
    this.#setting = setting;
    this.#isNamed = isNamed;
    this.#scale = scale;
    this.#style = style;
    const { main, names, conditions } = setting;
    const made = [...main.quantities, ...main.aside].filter(({ node }) => node.inputs.length > 0);
    this.#algebra = new Algebra(names, new Map(made.map(({ symbol, definition }) => [symbol, definition])));
    const levels = conditions.length === 0 ? [[]] : [[], conditions];
    this.#samples = levels.map(
      (given) => new Sample(main, names, setting.ground(main, given).points.mixed, points),
    );
    for (const { name, gradient } of main.quantities) {
      this.symbols.set(gradient, gradientName(main.loss.name, name, style));
    }
  }

  /** The step to a quantity; all that use it have had theirs. */
  step(quantity: Quantity): Omit<DerivedStep, "isConfirmed"> {
    const users = usersOf(quantity, this.#setting.main);
    const found = users.length === 0 ? [zero] : this.#lines(quantity, users);
    const lines = found.length === 0 ? [this.#automatic(quantity, users)] : found;
    const { formula } = lines.at(-1) as Line;
    this.results.set(quantity.name, { formula, isAutomatic: found.length === 0 });
    const { gradient } = quantity;
    return {
      name: this.symbols.get(gradient) as Name,
      symbol: gradient,
      factor: this.#factorOf(quantity),
      through: users.map(({ name }) => name),
      lines,
    };
  }

  /** What the chain rule gives, where no formula is found that holds at all sizes. */
  #automatic(quantity: Quantity, users: readonly Quantity[]): Line {
    const formula = users.map((user) => this.#handedBack(quantity, user)).reduce((a, b): Node => add(a, b));
    return { formula, reason: "automatic", by: undefined, given: [] };
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
    const [usual, ...special] = this.#samples.map((sample): Findings => {
      const own = formsOf(sum, this.#algebra, sample, words);
      const further = this.#writtenOut((own.results[0] as Form).formula, users);
      return { own, further: further && formsOf(this.#algebra.read(further), this.#algebra, sample, words) };
    }) as [Findings, ...Findings[]];
    const slopes = hidden.length > 0 ? [] : this.#chained(quantity, users, parts);
    const by = this.#definitionOf(quantity, users, slopes.length > 0);
    const drafts = [...slopes, ...this.#worked(usual, by, users)];
    const results = [usual, ...special].map(({ own, further: more }) =>
      sorted([...own.results, ...(more?.results ?? [])]),
    );
    return this.#shown(quantity, drafts, results);
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
  #worked({ own, further }: Findings, by: Equation | undefined, users: readonly Quantity[]): Draft[] {
    const [first] = own.results as [Form];
    const isLonger = further === undefined || (further.results[0] as Form).cost >= first.cost;
    if (isLonger) return [{ formula: own.plain.formula, reason: "definition", by }, ...between(own, first)];
    return [
      { formula: first.formula, reason: "definition", by },
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
    return handedBack(quantity, user, main, this.#setting.custom(main, this.#scale));
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
    return { name: this.symbols.get(first[0]) as Name, formula: first[1] };
  }

  /** The chain rule in slopes, where the quantity has the same shape as its users, and goes into them element by element. */
  #chained(quantity: Quantity, users: readonly Quantity[], parts: readonly Node[]): Draft[] {
    const { main, layout } = this.#setting;
    const scaleOf = ({ name }: Quantity): number => this.#scale(name, main.problem.sizes);
    const links: Link[] = [];
    for (const [k, user] of users.entries()) {
      const { definition, node, gradient } = user;
      const isAlike = node.shape.join() === quantity.node.shape.join() && scaleOf(user) === scaleOf(quantity);
      if (user === main.loss || !isAlike || layout === "transposed") return [];
      const own = vjp(definition, full(node.shape, 1), [quantity.symbol])[0] as Node;
      if (!this.#samples[0]?.agree(parts[k] as Node, mul(gradient, own))) return [];
      links.push({ user, ...this.#slopeOf(user, quantity, own) });
    }
    const [only, ...others] = links as [Link, ...Link[]];
    const whole = others.length === 0 ? this.#longChain(quantity, only) : [];
    const sumOf = (slope: "symbol" | "formula"): Node =>
      links.map((link): Node => mul(link.user.gradient, link[slope])).reduce((a, b): Node => add(a, b));
    return [...whole, { formula: sumOf("symbol"), proof: sumOf("formula"), reason: "chain rule" }];
  }

  /** The chain rule from the first gradient on, for numbers. */
  #longChain(quantity: Quantity, { user, symbol, formula }: Link): Draft[] {
    if (quantity.node.shape.length > 0) return [];
    const before = this.#chains.get(user.name);
    const start = before ?? {
      formula: user.gradient,
      proof: this.results.get(user.name)?.formula ?? user.gradient,
    };
    const chain = { formula: mul(start.formula, symbol), proof: mul(start.proof, formula) };
    this.#chains.set(quantity.name, chain);
    return before === undefined ? [] : [{ ...chain, reason: "chain rule" }];
  }

  /** The symbol and the formula of a slope. */
  #slopeOf(above: Quantity, below: Quantity, own: Node): { readonly symbol: Node; readonly formula: Node } {
    const [sample] = this.#samples as [Sample];
    const name = slopeName(above.name, below.name, this.#style);
    const symbol = input(name.text, above.node.shape);
    const { results } = formsOf(this.#algebra.read(own), this.#algebra, sample, [above.symbol, below.symbol]);
    this.symbols.set(symbol, name);
    return { symbol, formula: stretchedTo((results[0] as Form).formula, above.node.shape) };
  }

  /** What the local derivatives follow from. */
  #definitionOf(quantity: Quantity, users: readonly Quantity[], hasSlopes: boolean): Equation | undefined {
    const [only, ...others] = users as [Quantity];
    if (others.length > 0) return undefined;
    if (!hasSlopes)
      return { name: quantityName(only.name), formula: onPage(only.definition, this.#setting.names) };
    const own = vjp(only.definition, full(only.node.shape, 1), [quantity.symbol])[0] as Node;
    return {
      name: slopeName(only.name, quantity.name, this.#style),
      formula: this.#slopeOf(only, quantity, own).formula,
    };
  }

  /** The drafts that can be shown, and the shortest result that can: without conditions, and under them if that is shorter. */
  #shown(quantity: Quantity, drafts: readonly Draft[], results: readonly (readonly Form[])[]): Line[] {
    const lines = this.#kept(quantity, drafts, []);
    for (const [level, forms] of results.entries()) {
      const last = lines.at(-1);
      const isDone = last !== undefined && level === 0 && costOf(last.formula) <= (forms[0] as Form).cost;
      if (isDone) continue;
      const given = level === 0 ? [] : this.#setting.conditions;
      const cost = last === undefined ? Infinity : costOf(last.formula);
      for (const { formula } of forms.filter((form) => form.cost < cost).slice(0, patience)) {
        const reason = level === 0 ? "simplified" : "condition";
        const [line] = this.#kept(quantity, [{ formula, reason }], given);
        if (line === undefined) continue;
        lines.push(line);
        break;
      }
    }
    return withoutRepeats(lines);
  }

  #kept(quantity: Quantity, drafts: readonly Draft[], given: readonly Condition[]): Line[] {
    const questions = drafts.map(({ formula, proof = formula }) => ({
      of: quantity.name,
      formula: proof,
      known: this.results,
    }));
    const answers = this.#setting.shown(questions, this.#scale, given);
    return drafts.flatMap(({ formula, reason, by }, k) =>
      answers[k] ? [{ formula, reason, by, given: given.map(({ text }) => text) }] : [],
    );
  }
}

/** What was found for a step: over the gradients of its users, and with these written out. */
interface Findings {
  readonly own: Forms;
  readonly further: Forms | undefined;
}

/** What stands between a formula and its shortest form. */
function between({ cancelled, expanded }: Forms, { formula, cost }: Form): Draft[] {
  const steps: Draft[] = [];
  if (cancelled.cost > cost) steps.push({ formula: cancelled.formula, reason: "multiplied out" });
  if (cancelled.cost > cost && expanded !== undefined)
    steps.push({ formula: expanded.formula, reason: "multiplied out" });
  return [...steps, { formula, reason: "simplified" }];
}

const sorted = (forms: readonly Form[]): Form[] => forms.toSorted((a, b) => a.cost - b.cost);

/** Lines that read differently from the one before; of those that do not, the last formula stands at the first's place. */
function withoutRepeats(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  for (const line of lines) {
    const before = kept.at(-1);
    const isRepeat = before !== undefined && toText(before.formula) === toText(line.formula);
    if (isRepeat) kept.splice(-1, 1, { ...before, formula: line.formula });
    else kept.push(line);
  }
  return kept;
}

/** In the order of the model: the sweep meets the last use of a quantity first. */
const reversed = ({ shape, terms }: Sum): Sum => ({ shape, terms: terms.toReversed() });

const zero: Line = { formula: constant(0), reason: "independence", by: undefined, given: [] };
