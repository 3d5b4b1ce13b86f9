// Derives gradients as a teacher would: the chain rule over named quantities, local derivatives put in, and the shortest
// formula that is found. Every line is shown to equal the one before it, in exact arithmetic, before it is written.
import { CadenaError, captureOrigins, isParameter, Node, topological } from "@cadena/graph";
import { nearest } from "@cadena/graph/extend";
import { quantityOf } from "../claims/target.ts";
import type { AnyDerivation, Built, Convention, Layout, Quantities } from "../derivation/derivation.ts";
import { Algebra } from "./algebra/reading.ts";
import { written } from "./algebra/writing.ts";
import { Course } from "./course.ts";
import type { Derived, Equation } from "./derived.ts";
import { Elsewhere } from "./elsewhere.ts";
import { quantityName, type Style } from "./names.ts";
import { handedBack, namedIn, namesIn, type Outline, type Quantity, usersOf } from "./outline.ts";
import { withNamedParts } from "./parts.ts";
import { costOf } from "./search/cost.ts";
import { type Scale, Setting } from "./setting.ts";

/** How gradients are derived. */
export interface DeriveOptions {
  /**
   * Whose gradients dZ and dA are: the cost's, or each example's own. Where nothing is said, "auto": whichever reads
   * shorter.
   */
  readonly convention?: Convention | "auto";
  /** How the axes of matrices lie: "same" as those of the quantity (denominator layout), or "transposed" (numerator layout). */
  readonly layout?: Layout;
  /**
   * The quantities whose gradients have names in later steps, besides those that are asked for; all where nothing is said.
   * The others are written out: so dZ1 follows from dZ2, without dA1 in between.
   */
  readonly through?: readonly string[];
  /** How gradients are written: dZ ("short", where nothing is said), dJ/dZ, or ∂J/∂Z. */
  readonly style?: Style;
  /** Another choice of random points; 1 where nothing is said. */
  readonly seed?: number;
}

/** A model as nodes: its loss and its named quantities. */
export type Model = Required<Built<Quantities>>;

/**
 * Derives the gradients of a loss with respect to some of its quantities, from the loss backwards.
 * @param model a derivation, or a loss with named quantities, whose sizes are then taken as they are
 * @param wrt the names of quantities; where nothing is said, those that claims are about, or else the parameters, or all
 * @throws CadenaError for a name that is not there, a quantity that is not real, or a model without a loss
 * @example
 * const [z, y] = [input("z", []), input("y", [])];
 * const a = sigmoid(z);
 * const loss = neg(add(mul(y, log(a)), mul(sub(1, y), log(sub(1, a)))));
 * const { steps } = derive({ loss, quantities: { z, y, a } }, "z");
 * steps.map(({ name, lines }) => `${name.text}: ${lines.length}`).join(", ") //=> da: 1, dz: 6
 * steps[1].lines.at(-1).formula.op === sub.op //=> true
 */
export function derive(
  model: AnyDerivation | Model,
  wrt?: string | readonly string[],
  options: DeriveOptions = {},
): Derived {
  const { layout = "same", seed = 1 } = options;
  const derivation = withNamedParts("build" in model ? model : asDerivation(model));
  if (wrt?.length === 0) throw refusal("no quantity to take a gradient by");
  const wanted = wrt === undefined ? undefined : [wrt].flat();
  const setting = new Setting(derivation, wanted ?? [], layout, seed);
  // From here on no node is of the user's making.
  const before = captureOrigins(false);
  try {
    return derivedIn(setting, derivation, wanted, options);
  } finally {
    captureOrigins(before);
  }
}

function derivedIn(
  setting: Setting,
  derivation: AnyDerivation,
  wanted: readonly string[] | undefined,
  { convention = "auto", style = "short", through }: DeriveOptions,
): Derived {
  const { main, names } = setting;
  const asked = wanted ?? usualNames(derivation, main);
  const way = wayTo(asked, main);
  for (const name of through ?? []) quantityNamed(name, main);
  const { examples } = derivation;
  const scales = (
    examples === undefined ? ["cost"] : convention === "auto" ? ["cost", "per-example"] : [convention]
  ) as Convention[];
  const chosen = scales.length === 1 ? (scales[0] as Convention) : shorter(setting, examples as string, way);
  const scale = scaleIn(chosen, examples, main);
  const shown = new Set([...asked, ...(through ?? way.map(({ name }) => name))]);
  const course = new Course(setting, scale, style, (name) => shown.has(name));
  const steps = way.map((quantity) => course.step(quantity)).filter(({ name }) => shown.has(name.of));
  const confirmed = course.confirmed();
  const lines = steps.flatMap((step) => step.lines.map(({ formula }) => formula));
  const met = new Set(topological(lines));
  const used = new Set(way.flatMap((quantity) => [quantity, ...usersOf(quantity, main)]));
  return {
    id: derivation.id,
    title: derivation.title,
    loss: main.loss.name,
    model: namesIn(main)
      .filter((one) => (used.has(one) || met.has(one.symbol)) && one.node.inputs.length > 0)
      .map((quantity): Equation => ({ name: quantityName(quantity.name), formula: setting.page(quantity) })),
    convention: chosen,
    steps: steps.map((step) => ({ ...step, isConfirmed: confirmed.has(step.name.of) })),
    symbols: course.symbols,
    elsewhere: new Elsewhere(setting, course.symbols),
    shapeOf: ({ shape }) => names.shape(shape),
    sizes: setting.outlines.map(({ problem }) => problem.sizes),
  };
}

function asDerivation({ loss, quantities }: Model): AnyDerivation {
  if (!(loss instanceof Node)) throw refusal("a derivation, or a loss with quantities, is needed");
  return {
    id: "derivation",
    title: "gradients",
    dimensions: {},
    claims: [],
    build: () => ({ loss, quantities }),
  };
}

const refusal = (what: string, hint?: string): CadenaError =>
  new CadenaError(`derive: ${what}`, { origin: undefined, hint });

/** What somebody who names no quantities wants to know. */
function usualNames({ claims }: AnyDerivation, outline: Outline): readonly string[] {
  const { quantities } = outline.problem;
  const claimed = new Set(claims.map((claim) => quantityOf(claim, quantities)));
  const [all, nodes] = [realNames(outline), new Set([...claimed].map((name) => name && quantities[name]))];
  const isClaimed = ({ node }: Quantity): boolean => nodes.has(node);
  const choices = [isClaimed, ({ node }: Quantity): boolean => isParameter(node)];
  for (const choice of choices) {
    const chosen = all.filter((name) => choice(namedIn(outline, name)));
    if (chosen.length > 0) return chosen;
  }
  return all;
}

/** The real quantities that the loss depends on, in the order of the model. */
function realNames({ quantities, problem }: Pick<Outline, "quantities" | "problem">): string[] {
  const places = new Map(Object.values(problem.quantities).map((node, k) => [node, k]));
  const placeOf = ({ node }: Quantity): number => places.get(node) ?? places.size;
  return quantities
    .filter(({ node }) => node.dtype === "real")
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ name }) => name);
}

/** The quantities that are asked for, and those through which the gradients come to them, from the loss backwards. */
function wayTo(names: readonly string[], outline: Outline): Quantity[] {
  const wanted = new Set(names.map((name) => quantityNamed(name, outline)));
  for (const quantity of wanted) {
    for (const user of usersOf(quantity, outline)) {
      if (user !== outline.loss && user.node.dtype === "real") wanted.add(user);
    }
  }
  return inOrder(
    outline.quantities.filter((one) => wanted.has(one)),
    outline,
  );
}

/** From the loss backwards; each leaf as soon as all that is made from it has had its turn. */
function inOrder(quantities: readonly Quantity[], outline: Outline): Quantity[] {
  const [inner, leaves] = [quantities.filter((one) => !isLeaf(one)), quantities.filter(isLeaf)];
  const order: Quantity[] = [];
  const left = new Set(leaves);
  const open = new Set(inner);
  const takeLeaves = (): void => {
    for (const leaf of left) {
      if (usersOf(leaf, outline).some((user) => open.has(user))) continue;
      order.push(leaf);
      left.delete(leaf);
    }
  };
  takeLeaves();
  for (const quantity of inner.toReversed()) {
    order.push(quantity);
    open.delete(quantity);
    takeLeaves();
  }
  return order;
}

const isLeaf = ({ node }: Quantity): boolean => node.inputs.length === 0;

function quantityNamed(name: string, { quantities, problem, loss }: Outline): Quantity {
  const node = problem.quantities[name];
  const found = quantities.find((one) => one.name === name || one.node === node);
  if (found?.node.dtype === "real") return found;
  const known = realNames({ quantities, problem });
  const meant = nearest(name, known);
  const why =
    found !== undefined
      ? `${name} is ${found.node.dtype}, not real`
      : node === undefined
        ? `there is no quantity ${name}`
        : `${loss.name} does not depend on ${name}`;
  const others = known.length === 0 ? "" : ` (there are ${known.join(", ")})`;
  throw refusal(`${why}${others}`, meant && `did you mean ${meant}?`);
}

/** In the per-example convention, gradients with an entry for each example are those of each example's own cost. */
function scaleIn(
  convention: Convention,
  examples: string | undefined,
  { quantities, problem }: Outline,
): Scale {
  if (convention === "cost" || examples === undefined) return () => 1;
  const count = problem.sizes[examples] as number;
  const scaled = new Set(quantities.filter(({ node }) => node.shape.includes(count)).map(({ name }) => name));
  return (name, sizes) => (scaled.has(name) ? (sizes[examples] as number) : 1);
}

/**
 * The convention in which what comes from the loss directly reads shorter; where examples are mixed on the way, as by a
 * mean over them, that of the cost.
 */
function shorter(setting: Setting, examples: string, way: readonly Quantity[]): Convention {
  const { main, names } = setting;
  const count = main.problem.sizes[examples] as number;
  if (way.some(({ node }) => node.inputs.length > 0 && !node.shape.includes(count))) return "cost";
  const algebra = new Algebra(names, new Map());
  const costIn = (convention: Convention): number => {
    const custom = setting.custom(main, scaleIn(convention, examples, main));
    const first = way.filter((quantity) => usersOf(quantity, main).includes(main.loss));
    return first.reduce(
      (sum, one): number => sum + costOf(written(algebra.read(handedBack(one, main.loss, main, custom)))),
      0,
    );
  };
  return costIn("per-example") < costIn("cost") ? "per-example" : "cost";
}
