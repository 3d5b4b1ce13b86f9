// A division by a number of examples or of features: forgotten, made twice, or by the wrong number.
import { constant, div, mul, type Node, sqrt } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { operandsAt, operandsOf, partsOf } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { is } from "../ops.ts";
import type { Vocabulary } from "../vocabulary.ts";

/** 1/m that is missing, or that is too much. */
export const count: Mistake = { name: "a division by a count", edits };

function* edits({ formula, part, operands, isTerm, words, text }: Place): Generator<Edit> {
  const [a, b] = operands;
  for (const [name, size] of Object.entries(words.sizes)) {
    const sizeIn = ({ sizes }: Vocabulary): number => sizes[name] as number;
    const tooMuch = (what: Node) => (): string => {
      const isTwice = partsOf(formula).filter(({ node }) => isDivided(node, size)).length > 1;
      return isTwice
        ? `1/${name} is applied twice`
        : `1/${name} is too much: ${text(what)} must not be divided by ${name}`;
    };
    if (
      is(part, "over") &&
      b !== undefined &&
      constantNumber(b) === size &&
      constantNumber(a as Node) !== 1
    ) {
      yield { cost: 0.95, instead: operandsAt((x) => x), sentence: tooMuch(a as Node) };
    }
    if (
      is(part, "times") &&
      a !== undefined &&
      isDivided(a, size) &&
      constantNumber(operandsOf(a)[0] ?? a) === 1
    ) {
      yield { cost: 0.95, instead: operandsAt((_, y) => y), sentence: tooMuch(b as Node) };
    }
    if (!isTerm || constantNumber(part) !== undefined) continue;
    const missing = (): string => `1/${name} is missing: ${text(part)} must be divided by ${name}`;
    if (is(part, "times") && a?.shape.length === 0) {
      yield {
        cost: 0.98,
        instead: (one, there) => {
          const [scale, rest] = operandsOf(one) as [Node, Node];
          return mul(div(scale, sizeIn(there)), rest) as Node;
        },
        sentence: missing,
      };
    }
    yield { cost: 1, instead: (one, there) => div(one, sizeIn(there)) as Node, sentence: missing };
    yield {
      cost: 1.35,
      instead: (one, there) => div(one, sqrt(sizeIn(there))) as Node,
      sentence: () => `1/√(${name}) is missing: ${text(part)} must be divided by it`,
    };
    yield {
      cost: 1.3,
      instead: (one, there) => mul(div(2, sizeIn(there)), one) as Node,
      sentence: () => `2/${name} is missing in ${text(part)}`,
    };
    yield {
      cost: 1.1,
      instead: (one, there) => mul(sizeIn(there), one) as Node,
      sentence: () => `1/${name} is too much: ${text(part)} must be multiplied by ${name}`,
    };
  }
}

/** Whether a node is something over a size. */
const isDivided = (node: Node, size: number): boolean =>
  is(node, "over") && constantNumber(operandsOf(node)[1] as Node) === size;

/** One dimension for another, or for none. */
export const dimension: Mistake = { name: "the wrong dimension", edits: dimensions };

function* dimensions({ part, words }: Place): Generator<Edit> {
  const value = constantNumber(part);
  const own = Object.entries(words.sizes).find(([, size]) => size === value)?.[0];
  if (value === undefined || (own === undefined && value !== 1)) return;
  for (const name of Object.keys(words.sizes)) {
    if (name === own) continue;
    yield {
      cost: own === undefined ? 1.05 : 0.9,
      instead: (_, { sizes }) => constant(sizes[name] as number),
      sentence: () =>
        own === undefined ? `${name} is missing: 1 stands in its place` : `${own} must be ${name}`,
    };
  }
  if (own === undefined) return;
  yield {
    cost: 1.15,
    instead: () => constant(1),
    sentence: () => `${own} is too much: 1 must stand in its place`,
  };
}
