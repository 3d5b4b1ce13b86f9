// One operation of arithmetic in the place of another.
import { add, div, matmul, mul, type Node, sub } from "@cadena/graph";
import { constantNumber } from "@cadena/graph/extend";
import { operandsAt } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { factorsOf, is, isMatrix } from "../ops.ts";

/** A sum where a product is meant, or the other way round. */
export const sumForProduct: Mistake = { name: "a sum against a product", edits: sums };

function* sums({ part, operands, text }: Place): Generator<Edit> {
  const [a, b] = operands as [Node, Node];
  const say = (is: string, must: string) => () => `${text(a)} and ${text(b)} are ${is}; they must be ${must}`;
  if (is(part, "plus", "minus")) {
    yield {
      cost: 1,
      instead: operandsAt((x, y) => mul(x, y) as Node),
      sentence: say(is(part, "plus") ? "added" : "subtracted", "multiplied"),
    };
    if (isMatrix(a) && isMatrix(b)) {
      yield {
        cost: 1.05,
        instead: operandsAt((x, y) => matmul(x, y) as Node),
        sentence: say(is(part, "plus") ? "added" : "subtracted", "multiplied as matrices"),
      };
    }
  }
  if (is(part, "times")) {
    yield {
      cost: 1.4,
      instead: operandsAt((x, y) => add(x, y) as Node),
      sentence: say("multiplied", "added"),
    };
    yield {
      // Nobody multiplies by 1.
      cost: constantNumber(a) === 1 ? 0.9 : 1.4,
      instead: operandsAt((x, y) => sub(x, y) as Node),
      sentence: say("multiplied", "subtracted"),
    };
    yield {
      cost: 1.45,
      instead: operandsAt((x, y) => sub(y, x) as Node),
      sentence: () => `${text(a)} and ${text(b)} are multiplied; it must be ${text(sub(b, a) as Node)}`,
    };
  }
  if (is(part, "matrixProduct")) {
    yield {
      cost: 1.4,
      instead: (one) => add(...factorsOf(one)) as Node,
      sentence: say("multiplied", "added"),
    };
  }
}

/** A quotient where a product is meant, or the other way round, or upside down. */
export const quotient: Mistake = { name: "a quotient", edits: quotients };

function* quotients({ part, operands, text }: Place): Generator<Edit> {
  const [a, b] = operands as [Node, Node];
  if (is(part, "times")) {
    yield {
      cost: 1.3,
      instead: operandsAt((x, y) => div(x, y) as Node),
      sentence: () => `${text(a)} must be divided by ${text(b)}, not multiplied by it`,
    };
    yield {
      cost: 1.35,
      instead: operandsAt((x, y) => div(y, x) as Node),
      sentence: () => `${text(b)} must be divided by ${text(a)}, not multiplied by it`,
    };
  }
  if (is(part, "over")) {
    yield {
      cost: 1,
      instead: operandsAt((x, y) => mul(x, y) as Node),
      sentence: () => `${text(a)} must be multiplied by ${text(b)}, not divided by it`,
    };
    yield {
      cost: 1.05,
      instead: operandsAt((x, y) => div(y, x) as Node),
      sentence: () => `the quotient is upside down: it must be ${text(div(b, a) as Node)}`,
    };
  }
}
