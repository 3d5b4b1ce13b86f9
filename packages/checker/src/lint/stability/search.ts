// Where floats break down in a model that is right: tried at inputs from very small to very large, each leaf by itself
// and all of them together.
import { float64, type Node, topological } from "@cadena/graph";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import { elements } from "../../evidence/program.ts";
import type { Points } from "../../points/points.ts";
import { by } from "../ops.ts";
import { placeOf } from "../place.ts";
import type { Subject } from "../subject.ts";
import { type Spoilt, spoiltAt } from "./forms.ts";
import { simplest } from "./simplest.ts";
import { broken, type Floats, type Input, Trial } from "./trial.ts";

/** A breakdown of floats. */
export interface Breakdown {
  /** The node at which it begins. */
  readonly node: Node;
  /** The formula that it belongs to, where a safe form of it is known. */
  readonly spoilt: Spoilt | undefined;
  readonly floats: Floats;
  readonly input: Input;
  /** What is not as it should be, and its element there: in floats, and in truth. */
  readonly end: Node;
  readonly got: number;
  readonly truth: number;
}

/** Factors of the free numbers of all leaves together, and of one leaf after the other. */
const spreads = {
  together: [1, 2 ** 5, 2 ** 7, 2 ** -13, 2 ** 10, 2 ** 20, 2 ** -26],
  apart: [2 ** 5, 2 ** 7, 2 ** 10],
};
/** So many questions to the truth make one input simple. */
const questions = 12;
/** How often the truth is asked about one node, before it is taken to have none. */
const patience = 2;
/** What is added to all numbers, to see what their differences come to. */
const shift = 4096;
/** A relative error in float32 that rounding alone does not make. */
const lost = 1e-3;

/** The breakdowns that are found, one for each place of the code. */
export function breakdowns(subject: Subject): Breakdown[] {
  const ends = endsOf(subject);
  if (ends.length === 0) return [];
  const search = new Search(subject, ends);
  for (const input of inputsOf(subject, search.forms)) search.tryAt(input);
  const places = new Map<object, Breakdown>();
  for (const one of [...search.found.values(), ...atZero(subject, ends, search)]) {
    const place = placeOf(rootOf(one));
    if (!places.has(place)) places.set(place, one);
  }
  return Array.from(places.values(), (one) => search.simplified(one));
}

/** The node that is to blame. */
export const rootOf = ({ node, spoilt }: Breakdown): Node => spoilt?.parts[0] ?? node;

/** A search in one model. */
class Search {
  readonly trial: Trial;
  /** The formulas that floats may spoil, by their roots. */
  readonly forms: ReadonlyMap<Node, Spoilt>;
  readonly found = new Map<Node, Breakdown>();
  readonly #subject: Subject;
  readonly #ends: readonly Node[];
  readonly #asked = new Map<string, number>();

  constructor(subject: Subject, ends: readonly Node[]) {
    this.#subject = subject;
    this.#ends = ends;
    this.trial = new Trial(ends);
    this.forms = new Map(
      this.trial.nodes.flatMap((node) => {
        const spoilt = spoiltAt(node);
        return spoilt === undefined ? [] : [[node, spoilt] as const];
      }),
    );
  }

  /** Notes what breaks down at an input. */
  tryAt(input: Input): void {
    const isNew = (node: Node, floats: Floats): boolean => {
      if (this.found.get(node)?.floats === "float64" || this.found.get(node)?.floats === floats) return false;
      const key = `${this.trial.nodes.indexOf(node)} ${floats}`;
      const times = (this.#asked.get(key) ?? 0) + 1;
      this.#asked.set(key, times);
      return times <= patience;
    };
    for (const floats of ["float64", "float32"] as const) {
      const one = outOfRange(this.trial, this.#ends, input, floats, this.forms, isNew);
      if (one !== undefined) this.found.set(one.node, one);
    }
    for (const one of cancelled(this.trial, input, this.forms, isNew)) this.found.set(one.node, one);
  }

  /** The same breakdown at the simplest input. */
  simplified(one: Breakdown): Breakdown {
    const { node, floats, spoilt, end } = one;
    if (spoilt?.by === "zero") return one;
    const trial = new Trial([end]);
    let left = questions;
    const isSame = (other: Node): boolean => other === node && left-- > 0;
    const happens = (input: Input): Breakdown | undefined =>
      spoilt?.by === "cancellation" && end === node
        ? cancelled(trial, input, new Map([[node, spoilt]]), isSame)[0]
        : outOfRange(trial, [end], input, floats, this.forms, isSame);
    const input = simplest(one.input, this.#subject, (other) => happens(other) !== undefined);
    left = 1;
    return happens(input) ?? one;
  }
}

/** The loss and its gradients with respect to what is learnt, or to all real leaves; without a loss, the quantities. */
function endsOf(subject: Subject): Node[] {
  const { loss, leaves, parameters, quantities } = subject;
  if (loss === undefined) return Object.values(quantities).filter(({ op }) => op.isLeaf !== true);
  const by = parameters.length > 0 ? parameters : leaves.filter(({ dtype }) => dtype === "real");
  return [loss, ...by.flatMap((leaf) => subject.gradient(leaf) ?? [])];
}

function* inputsOf(subject: Subject, forms: ReadonlyMap<Node, Spoilt>): Generator<Input> {
  const { points } = subject;
  const last = points.round - 1;
  for (const by of spreads.together) yield inputAt(subject, points.spread(by), last);
  for (const by of spreads.apart) {
    for (let index = 0; index < last; index++) yield inputAt(subject, points.spread(by), index);
  }
  if ([...forms.values()].every((one) => one.by !== "cancellation")) return;
  const near = inputAt(subject, points, 0);
  yield new Map(
    Array.from(near, ([leaf, data]) => [
      leaf,
      isFree(leaf, subject) ? Array.from(data, (x) => shift + Math.round(64 * x) / 64) : data,
    ]),
  );
}

const isFree = (leaf: Node, subject: Subject): boolean =>
  leaf.dtype === "real" && subject.conditionOn(leaf) === undefined;

/** A point as floats of 32 bits. */
function inputAt({ leaves }: Subject, points: Points, index: number): Input {
  const values = points.at(float64, index);
  return new Map(
    leaves.map((leaf) => [leaf, Float64Array.from(elements(float64, values(leaf)), Math.fround)]),
  );
}

/** Something that is no finite float, and should be one. */
function outOfRange(
  trial: Trial,
  ends: readonly Node[],
  input: Input,
  floats: Floats,
  forms: ReadonlyMap<Node, Spoilt>,
  isAsked: (node: Node, floats: Floats) => boolean,
): Breakdown | undefined {
  const values = trial.at(input, floats);
  if (values === undefined) return undefined;
  const isBroken = (node: Node): boolean => values(node).some((x) => !Number.isFinite(x));
  for (const end of ends) {
    if (!isBroken(end)) continue;
    const node = topological([end]).find(isBroken) as Node;
    const truth = isAsked(node, floats) ? trial.truth(input) : undefined;
    const i = truth === undefined ? -1 : broken(floats, values(end), truth(end));
    if (truth === undefined || i < 0) continue;
    const spoilt = [...forms.values()].find(({ parts }) => parts.includes(node));
    if (spoilt === undefined && isPolynomial(node)) continue;
    const [got, should] = [values(end)[i] as number, truth(end)[i] as number];
    return { node, spoilt, floats, input, end, got, truth: should };
  }
  return undefined;
}

/** Products of large numbers overflow everywhere, and are no flaw of a formula. */
const isPolynomial = (node: Node): boolean =>
  node.op.kind === "contraction" ||
  by(node, "addBias", "stretch", "reshape") ||
  is(
    node,
    "plus",
    "minus",
    "times",
    "negative",
    "matrixProduct",
    "transpose",
    "sum",
    "mean",
    "square",
    "power",
  );

/** Differences that have lost their digits in float32. */
function cancelled(
  trial: Trial,
  input: Input,
  forms: ReadonlyMap<Node, Spoilt>,
  isAsked: (node: Node, floats: Floats) => boolean,
): Breakdown[] {
  const rooted = [...forms].filter(([, { by }]) => by === "cancellation");
  if (rooted.length === 0) return [];
  const [single, double] = [trial.at(input, "float32"), trial.at(input, "float64")];
  if (single === undefined || double === undefined) return [];
  const suspects = rooted.filter(
    ([node]) => firstLost(single(node), double(node)) >= 0 && isAsked(node, "float32"),
  );
  const truth = suspects.length === 0 ? undefined : trial.truth(input);
  if (truth === undefined) return [];
  return suspects.flatMap(([node, spoilt]) => {
    const i = firstLost(single(node), truth(node));
    if (i < 0) return [];
    const [got, should] = [single(node)[i] as number, truth(node)[i] as number];
    return [{ node, spoilt, floats: "float32" as const, input, end: node, got, truth: should }];
  });
}

const firstLost = (got: readonly number[], truth: readonly number[]): number =>
  got.findIndex((x, i) => isLost(x, truth[i] as number));

/** Whether a value that float32 can hold has lost its digits. */
const isLost = (x: number, truth: number): boolean =>
  Math.abs(truth) > 1e-30 && Math.abs(truth) < 1e30 && Math.abs(x - truth) > lost * Math.abs(truth);

/** Norms of what may be 0, whose gradient is no number then, while the loss is one. */
function* atZero(subject: Subject, ends: readonly Node[], { trial, forms }: Search): Generator<Breakdown> {
  const { loss } = subject;
  if (loss === undefined) return;
  const ordinary = inputAt(subject, subject.points, 0);
  for (const [node, spoilt] of forms) {
    if (spoilt.by !== "zero") continue;
    const below = new Set(topological([spoilt.of]));
    const input: Input = new Map(
      Array.from(ordinary, ([leaf, data]) => [
        leaf,
        below.has(leaf) && isFree(leaf, subject) ? new Float64Array(leaf.size) : data,
      ]),
    );
    const values = trial.at(input, "float64");
    if (values === undefined || !values(node).includes(0) || !values(loss).every(Number.isFinite)) continue;
    const end = ends.find((one) => values(one).some((x) => !Number.isFinite(x)));
    if (end === undefined) continue;
    const got = values(end).find((x) => !Number.isFinite(x)) as number;
    yield { node, spoilt, floats: "float64", input, end, got, truth: Number.NaN };
  }
}
