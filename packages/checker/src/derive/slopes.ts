// The chain rule as products of slopes: ∂A/∂Z, where one quantity goes into another element by element.
import { add, full, input, mul, type Node, vjp } from "@cadena/graph";
import type { Algebra } from "./algebra/reading.ts";
import { stretchedTo } from "./algebra/writing.ts";
import type { Equation, Name } from "./derived.ts";
import type { Draft } from "./draft.ts";
import { type Form, formsOf } from "./forms.ts";
import { type Style, slopeName } from "./names.ts";
import type { Quantity } from "./outline.ts";
import type { Results } from "./proofs.ts";
import type { Sample } from "./search/sample.ts";
import type { Scale, Setting } from "./setting.ts";

/** One use of a quantity, and the slope there. */
interface Link {
  readonly user: Quantity;
  readonly symbol: Node;
  readonly formula: Node;
}

/** The slopes of one setting. */
export class Slopes {
  /** The names of their symbols. */
  readonly names: Map<Node, Name> = new Map();
  readonly #setting: Setting;
  readonly #scale: Scale;
  readonly #style: Style;
  readonly #algebra: Algebra;
  readonly #sample: Sample;
  readonly #known = new Map<string, Omit<Link, "user">>();
  /** The chain rule that led to a number, from the first gradient on; in the proof, that gradient is written out. */
  readonly #chains = new Map<string, Required<Pick<Draft, "formula" | "proof">>>();

  constructor(setting: Setting, scale: Scale, style: Style, algebra: Algebra, sample: Sample) {
    this.#setting = setting;
    this.#scale = scale;
    this.#style = style;
    this.#algebra = algebra;
    this.#sample = sample;
  }

  /** What a slope is. */
  equation(above: Quantity, below: Quantity): Equation {
    return {
      name: slopeName(above.name, below.name, this.#style),
      formula: this.#slopeOf(above, below).formula,
    };
  }

  /** The chain rule in slopes, where the quantity has the same shape as its users, and goes into them element by element. */
  chains(quantity: Quantity, users: readonly Quantity[], parts: readonly Node[], results: Results): Draft[] {
    const { main, layout } = this.#setting;
    const scaleOf = ({ name }: Quantity): number => this.#scale(name, main.problem.sizes);
    const links: Link[] = [];
    for (const [k, user] of users.entries()) {
      const { definition, node, gradient } = user;
      const isAlike = node.shape.join() === quantity.node.shape.join() && scaleOf(user) === scaleOf(quantity);
      if (user === main.loss || !isAlike || layout === "transposed") return [];
      const own = vjp(definition, full(node.shape, 1), [quantity.symbol])[0] as Node;
      if (!this.#sample.agree(parts[k] as Node, mul(gradient, own))) return [];
      links.push({ user, ...this.#slopeOf(user, quantity) });
    }
    const [only, ...others] = links as [Link, ...Link[]];
    const whole = others.length === 0 ? this.#longChain(quantity, only, results) : [];
    const sumOf = (slope: "symbol" | "formula"): Node =>
      links.map((link): Node => mul(link.user.gradient, link[slope])).reduce((a, b): Node => add(a, b));
    return [...whole, { formula: sumOf("symbol"), proof: sumOf("formula"), reason: "chain rule" }];
  }

  /** The chain rule from the first gradient on, for numbers. */
  #longChain(quantity: Quantity, { user, symbol, formula }: Link, results: Results): Draft[] {
    if (quantity.node.shape.length > 0) return [];
    const before = this.#chains.get(user.name);
    const start = before ?? {
      formula: user.gradient,
      proof: results.get(user.name)?.formula ?? user.gradient,
    };
    const chain = { formula: mul(start.formula, symbol), proof: mul(start.proof, formula) };
    this.#chains.set(quantity.name, chain);
    return before === undefined ? [] : [{ ...chain, reason: "chain rule" }];
  }

  /** The symbol and the formula of a slope. */
  #slopeOf(above: Quantity, below: Quantity): Omit<Link, "user"> {
    const name = slopeName(above.name, below.name, this.#style);
    const known = this.#known.get(name.text);
    if (known !== undefined) return known;
    const { shape } = above.node;
    const own = vjp(above.definition, full(shape, 1), [below.symbol])[0] as Node;
    const sum = this.#algebra.read(own);
    const { results } = formsOf(sum, this.#algebra, this.#sample, [above.symbol, below.symbol]);
    const slope = {
      symbol: input(name.text, shape),
      formula: stretchedTo((results[0] as Form).formula, shape),
    };
    this.names.set(slope.symbol, name);
    this.#known.set(name.text, slope);
    return slope;
  }
}
