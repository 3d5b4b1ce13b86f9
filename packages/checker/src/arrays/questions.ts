// What each given array is, by its name: the value of a leaf, or something that is asked about.
import type { Tensor } from "@cadena/graph";
import { nearest } from "@cadena/graph/extend";
import { pose } from "../claims/problem.ts";
import type { AnyDerivation } from "../derivation/derivation.ts";
import type { ArrayResult } from "./result.ts";
import { indexOf } from "./values.ts";

/** The names that a gradient may have beside dW: those of PyTorch, and others that people use. */
const forms: readonly RegExp[] = [
  /^d_?(.+)$/u,
  /^(.+)\.grad$/u,
  /^(.+)_grad$/u,
  /^grad_?(.+)$/u,
  /^∂(.+)$/u,
  /^∇(.+)$/u,
];

/** What is asked about an array. */
export interface Question {
  readonly name: string;
  readonly quantity: string;
  readonly what: ArrayResult["what"];
  readonly array: Tensor;
}

/** Arrays as what they are. */
interface Sorted {
  /** Of leaves, by name. */
  readonly values: Readonly<Record<string, Tensor>>;
  readonly questions: readonly Question[];
  readonly unknown: readonly string[];
}

/** Tells values of leaves from what is asked about, and from what the model has no use for. */
export function questionsIn(derivation: AnyDerivation, arrays: Readonly<Record<string, Tensor>>): Sorted {
  const { leaves, quantities } = pose(derivation);
  const leafNames = new Set(leaves.map(({ name }) => name));
  const values: Record<string, Tensor> = {};
  const questions: Question[] = [];
  const unknown: string[] = [];
  for (const [name, array] of Object.entries(arrays)) {
    const quantity = quantityNamed(name, quantities);
    if (leafNames.has(name)) values[name] = array;
    else if (Object.hasOwn(quantities, name)) {
      questions.push({ name, quantity: name, what: "value", array });
    } else if (quantity !== undefined) questions.push({ name, quantity, what: "gradient", array });
    else if (!Object.hasOwn(derivation.dimensions, name)) unknown.push(unknownName(name, quantities));
  }
  return { values, questions, unknown };
}

function quantityNamed(name: string, quantities: Readonly<Record<string, unknown>>): string | undefined {
  return forms
    .map((form) => form.exec(name)?.[1])
    .find((one) => one !== undefined && Object.hasOwn(quantities, one));
}

function unknownName(name: string, quantities: Readonly<Record<string, unknown>>): string {
  const known = Object.keys(quantities);
  const meant = nearest(name, [...known, ...known.map((one) => `d${one}`)]);
  return meant === undefined ? name : `${name} (is ${meant} meant?)`;
}

/** What is wrong with an array that holds something else than finite numbers. */
export function oddIn({ data, shape }: Tensor): string | undefined {
  const odd = data.findIndex((x: number) => !Number.isFinite(x));
  if (odd < 0) return undefined;
  const count = data.filter((x: number) => !Number.isFinite(x)).length;
  const what = count === 1 ? "an entry that is not finite" : `${count} entries that are not finite`;
  return `has ${what}: ${data[odd]} at [${indexOf(odd, shape)}]`;
}
