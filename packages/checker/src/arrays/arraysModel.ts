// A model at the data of somebody else, and the arrays that are compared with it.
import { CadenaError, type Tensor } from "@cadena/graph";
import type { AnyDerivation, Convention } from "../derivation/derivation.ts";
import { Closeness } from "./closeness.ts";
import { Constants } from "./constants.ts";
import { explained } from "./explain.ts";
import { formulasOf } from "./formula/formula.ts";
import { plainWriter } from "./formula/written.ts";
import { type Computed, computed } from "./model.ts";
import { oddIn, type Question } from "./questions.ts";
import type { ArrayResult, ArraysOptions, ArraysResult } from "./result.ts";
import { along } from "./sizes.ts";
import { mapped, sameShape, type Values, valuesOf } from "./values.ts";
import { type Vocabulary, vocabularyOf, type Words, type Wrong, wordsOf } from "./vocabulary.ts";

/** A model in one convention. */
interface Spoken {
  readonly model: Computed;
  readonly words: Words;
  /** Without wrong arrays. */
  readonly alone: Vocabulary;
}

/** A model at given values, which arrays are compared with. */
export class ArraysModel {
  readonly #derivation: AnyDerivation;
  readonly #model: Computed;
  readonly #words = new Map<Convention, Spoken>();
  /** The quantities with an entry for each example. */
  readonly #ofExamples: ReadonlySet<string>;

  /** @throws CadenaError where values are missing, have another shape, or are no finite numbers */
  constructor(derivation: AnyDerivation, values: Readonly<Record<string, Tensor>>) {
    for (const [name, array] of Object.entries(values)) {
      const odd = oddIn(array);
      if (odd !== undefined) throw new CadenaError(`${name} ${odd}`, { origin: undefined });
    }
    this.#derivation = derivation;
    this.#model = computed(derivation, values);
    const { examples } = derivation;
    this.#ofExamples = examples === undefined ? new Set() : along(derivation, examples);
  }

  /** All arrays, in the convention in which most of them are right. */
  compared(
    questions: readonly Question[],
    { convention = "auto" }: ArraysOptions,
  ): Omit<ArraysResult, "unknown"> {
    const isOpen = questions.some(
      ({ what, quantity }) => what === "gradient" && this.#ofExamples.has(quantity),
    );
    const { id, title } = this.#derivation;
    const conventions: readonly Convention[] =
      convention !== "auto" ? [convention] : isOpen ? ["cost", "per-example"] : ["cost"];
    const [best] = conventions
      .map((one) => ({ one, arrays: this.#in(one, questions) }))
      .sort((a, b) => burden(a.arrays) - burden(b.arrays)) as [{ one: Convention; arrays: ArrayResult[] }];
    const ok = best.arrays.every(({ verdict }) => verdict === "agrees");
    return {
      id,
      title,
      sizes: this.#model.sizes,
      convention: isOpen ? best.one : null,
      arrays: best.arrays,
      ok,
    };
  }

  /** All arrays in one convention. */
  #in(convention: Convention, questions: readonly Question[]): ArrayResult[] {
    const { model, words, alone } = this.#spoken(convention);
    const readable = questions.flatMap(({ array }) => (oddIn(array) === undefined ? [valuesOf(array)] : []));
    const closeness = new Closeness(readable);
    const constants = new Constants(model.sizes, scalarsOf(model), this.#derivation.examples, closeness);
    const write = plainWriter(model.sizes);
    const compared = questions.map((question) => comparison(question, model, closeness));
    const wrong = compared.flatMap(({ result, wrong }) =>
      wrong !== undefined && result.what === "gradient" ? [wrong] : [],
    );
    return compared.map(({ result, wrong: own }): ArrayResult => {
      if (own === undefined) return result;
      const others = wrong.filter((one) => one !== own);
      const vocabulary = others.length === 0 ? alone : vocabularyOf(words, others);
      return {
        ...result,
        explanations: explained({
          ...own,
          vocabulary,
          constants,
          closeness,
          formulas: () => formulasOf(model, result, this.#derivation.claims),
          write,
        }),
      };
    });
  }

  /** The model in one convention, and what its formulas are made of. */
  #spoken(convention: Convention): Spoken {
    const known = this.#words.get(convention);
    if (known !== undefined) return known;
    const model = convention === "cost" ? this.#model : this.#perExample();
    const words = wordsOf(model);
    const spoken = { model, words, alone: vocabularyOf(words, []) };
    this.#words.set(convention, spoken);
    return spoken;
  }

  /** The model with the gradients of each example's own cost. */
  #perExample(): Computed {
    const count = this.#model.problem.examples ?? 1;
    const gradients = new Map(
      [...this.#model.gradients].map(([name, values]) => [
        name,
        this.#ofExamples.has(name) ? mapped(values, (x) => x * count) : values,
      ]),
    );
    return { ...this.#model, gradients };
  }
}

/** How much there is to explain. */
const burden = (arrays: readonly ArrayResult[]): number =>
  arrays.reduce(
    (sum, { verdict, explanations }) => sum + (verdict === "agrees" ? 0 : 2 + (explanations[0]?.cost ?? 20)),
    0,
  );

/** The scalars of a model that numbers may be made of. */
const scalarsOf = ({ quantities, problem }: Computed): Record<string, number> =>
  Object.fromEntries(
    [...quantities].flatMap(([name, { data }]) => {
      const isScalar = data.length === 1 && problem.quantities[name]?.op.isLeaf;
      return isScalar ? [[name, data[0] as number]] : [];
    }),
  );

function comparison(
  { name, quantity, what, array }: Question,
  { gradients, quantities }: Computed,
  closeness: Closeness,
): { result: ArrayResult; wrong?: Wrong } {
  const right = what === "value" ? quantities.get(quantity) : gradients.get(quantity);
  const begun = { name, quantity, what, difference: null, scale: 0, explanations: [] };
  if (right === undefined) {
    const reason = `the loss does not depend on ${quantity}, so that its gradient is 0`;
    return { result: { ...begun, verdict: "unreadable", reason } };
  }
  const odd = oddIn(array);
  if (odd !== undefined) return { result: { ...begun, verdict: "unreadable", reason: odd } };
  if (!right.data.every(Number.isFinite)) {
    const reason = `cannot be compared: the model's own ${what} of ${quantity} is not finite at these data`;
    return { result: { ...begun, verdict: "unreadable", reason } };
  }
  const given = reshaped(valuesOf(array), right);
  const scale = right.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (!sameShape(given, right)) {
    const reason = `has the shape [${given.shape.join(", ")}] instead of [${right.shape.join(", ")}]`;
    return { result: { ...begun, scale, verdict: "differs", reason }, wrong: { quantity, given, right } };
  }
  const difference = given.data.reduce(
    (most, x, k) => Math.max(most, Math.abs(x - (right.data[k] as number))),
    0,
  );
  if (closeness.equal(given, right))
    return { result: { ...begun, difference, scale, verdict: "agrees", reason: "" } };
  return {
    result: { ...begun, difference, scale, verdict: "differs", reason: "" },
    wrong: { quantity, given, right },
  };
}

/** An array in the shape of another one, where they differ by axes of length 1 only: NumPy has no columns. */
function reshaped(given: Values, like: Values): Values {
  const squeezed = ({ shape }: Values): string => shape.filter((extent) => extent !== 1).join();
  return squeezed(given) === squeezed(like) ? { ...given, shape: like.shape } : given;
}
