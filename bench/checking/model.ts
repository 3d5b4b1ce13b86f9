// A model of the zoo: leaves, a forward program and hand-derived gradients, all written as a textbook writes them.
import { type AnyDerivation, type Condition, type Dimensions, derivation } from "@cadena/checker";
import { input, type Node, parameter } from "@cadena/graph";
import { parse } from "@cadena/notation";

/** Nodes and sizes by name. */
export type NodeScope = Readonly<Record<string, Node | number>>;

/** A formula as text, or in code where no text says it. */
export type Formula = string | ((scope: NodeScope) => Node);

/** Formulas by name, each over the names before it. */
export type Formulas = Readonly<Record<string, Formula>>;

/** A model with gradients that are right. */
export interface Model {
  /** Unique in the zoo: "3 layers of tanh, softmax". */
  readonly id: string;
  readonly family: string;
  /** Dimensions with the sizes at which the model is used. */
  readonly dimensions: Dimensions;
  /** The names of the dimensions of each leaf: "n m", "n 1"; a leaf with none is a number. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Inputs that are whole numbers. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly forward: Formulas;
  readonly loss: Formula;
  /** The gradient with respect to Z is called dZ; in the order in which they follow from each other. */
  readonly gradients: Formulas;
  /** The gradients of each example's own loss, which is m times that of their mean. */
  readonly perExample?: readonly string[];
  readonly given?: readonly Condition[];
  /** What usual data are, where they are not normally distributed. */
  readonly typical?: Readonly<Record<string, Typical>>;
}

/** Usual data: one number everywhere, 0 or 1, a 1 in each column or row. */
export type Typical = number | "0 or 1" | "one-hot columns" | "one-hot rows" | "positive";

/** What a model is at some sizes. */
export interface BuiltModel {
  readonly loss: Node;
  readonly leaves: Readonly<Record<string, Node>>;
  readonly quantities: Readonly<Record<string, Node>>;
}

/** The node of a formula. */
export function nodeOf(formula: Formula, scope: NodeScope): Node {
  return typeof formula === "string" ? parse(formula, scope) : formula(scope);
}

/** The forward program at given sizes. */
export function built(model: Model, sizes: Readonly<Record<string, number>>): BuiltModel {
  const sizeOf = (name: string): number => sizes[name] ?? Number(name);
  const shape = (names: string): number[] => (names === "" ? [] : names.split(" ").map(sizeOf));
  const made = (table: Readonly<Record<string, string>>, make: (name: string, shape: number[]) => Node) =>
    Object.fromEntries(Object.entries(table).map(([name, names]) => [name, make(name, shape(names))]));
  const leaves: Record<string, Node> = {
    ...made(model.inputs, (name, of) => input(name, of)),
    ...made(model.labels ?? {}, (name, of) => input(name, of, "integer")),
    ...made(model.parameters, (name, of) => parameter(name, of)),
  };
  const quantities = extended(leaves, model.forward, sizes);
  return { leaves, quantities, loss: nodeOf(model.loss, { ...sizes, ...quantities }) };
}

/** A table of nodes, and what formulas make of it. */
export function extended(
  nodes: Readonly<Record<string, Node>>,
  formulas: Formulas,
  sizes: Readonly<Record<string, number>>,
): Record<string, Node> {
  const all = { ...nodes };
  for (const [name, formula] of Object.entries(formulas)) all[name] = nodeOf(formula, { ...sizes, ...all });
  return all;
}

/** The model with all its gradients as claims. */
export const chained = (model: Model): AnyDerivation => withClaims(model, Object.entries(model.gradients));

/** Wrong formulas for one gradient, behind right claims about those that it is derived from. */
export function answered(model: Model, name: string, formulas: readonly Formula[]): AnyDerivation {
  const [, ...before] = gradientsUpTo(model, name);
  return formulas.reduce(
    (errata, formula) => errata.erratum(name, { formula, ...conventionOf(model, name) }),
    withClaims(model, before),
  );
}

function withClaims(model: Model, gradients: readonly (readonly [string, Formula])[]) {
  return gradients.reduce(
    (claims, [name, formula]) => claims.claim(name, { formula, ...conventionOf(model, name) }),
    derivation({
      ...common(model),
      build: (sizes) => {
        const { loss, quantities } = built(model, sizes);
        return { loss, quantities };
      },
    }),
  );
}

/** Wrong formulas for one gradient; what stands before it is taken as given, in its right form. */
export function mistaken(model: Model, name: string, formulas: readonly Formula[]): AnyDerivation {
  const [, ...before] = gradientsUpTo(model, name);
  const begun = derivation({
    ...common(model),
    build: (sizes) => {
      const { loss, quantities } = built(model, sizes);
      return { loss, quantities: extended(quantities, Object.fromEntries(before), sizes) };
    },
  });
  return formulas.reduce(
    (errata, formula) => errata.erratum(name, { formula, ...conventionOf(model, name) }),
    begun,
  );
}

/** The gradient of a name, and behind it those that it is derived from. */
export function gradientsUpTo(model: Model, name: string): [string, Formula][] {
  const all = Object.entries(model.gradients);
  const place = all.findIndex(([one]) => one === name);
  return [...all.slice(place, place + 1), ...all.slice(0, Math.max(place, 0))];
}

const common = ({ id, dimensions, given = [] }: Model) => ({
  id,
  title: id,
  dimensions,
  given,
  ...(Object.hasOwn(dimensions, "m") ? { examples: "m" } : {}),
});

const conventionOf = (model: Model, name: string): { convention: "cost" | "per-example" } => ({
  convention: model.perExample?.includes(name) ? "per-example" : "cost",
});
