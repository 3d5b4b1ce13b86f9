// A factor or a divisor that is missing, or that is too much.
import { add, constant, div, isParameter, leavesOf, mul, type Node, sign, sub } from "@cadena/graph";
import { constantNumber, stretchesTo } from "@cadena/graph/extend";
import { matrixProduct } from "@cadena/notation";
import { costOfParts, operandsAt, operandsOf } from "../formula.ts";
import type { Edit, Mistake, Place } from "../mistake.ts";
import { factorsOf, is, isMatrix, turned } from "../ops.ts";
import { quotientOf } from "../remainder.ts";

/** A factor that should not be there. */
export const extraFactor: Mistake = { name: "an extra factor", edits: extra };

function* extra({ part, operands, text }: Place): Generator<Edit> {
  const [a, b] = operands as [Node, Node];
  if (is(part, "times")) {
    yield { cost: 0.96, instead: operandsAt((x) => x), sentence: () => `the factor ${text(b)} is too much` };
    yield {
      cost: 0.96,
      instead: operandsAt((_, y) => y),
      sentence: () => `the factor ${text(a)} is too much`,
    };
    if (is(a, "times")) {
      const [first, second] = operandsOf(a) as [Node, Node];
      yield {
        cost: 1.05,
        instead: operandsAt((x) => operandsOf(x)[0]),
        sentence: () => `the factors ${text(second)} and ${text(b)} are too much`,
      };
      yield {
        cost: 1.06,
        instead: operandsAt((x) => operandsOf(x)[1]),
        sentence: () => `the factors ${text(first)} and ${text(b)} are too much`,
      };
    }
  }
  if (is(part, "over")) {
    yield {
      cost: 1.1,
      instead: operandsAt((x) => x),
      sentence: () => `the division by ${text(b)} is too much`,
    };
  }
  if (is(part, "matrixProduct")) {
    const [left, right] = factorsOf(part);
    yield {
      cost: 1.3,
      instead: (one) => factorsOf(one)[0],
      sentence: () => `the factor ${text(right)} is too much`,
    };
    yield {
      cost: 1.3,
      instead: (one) => factorsOf(one)[1],
      sentence: () => `the factor ${text(left)} is too much`,
    };
  }
}

/** What is not multiplied or divided by: a named quantity, a part of the gradient, or a short formula. */
export const missingFactor: Mistake = {
  name: "a missing factor",
  edits: missing,
  lacks: [
    {
      cost: 2.05,
      of: (part, wanted) => div(wanted, part) as Node,
      joined: (part, factor) => mul(part, factor) as Node,
      sentence: (part, factor) => `a factor is missing: ${part} must be multiplied by ${factor}`,
    },
    {
      cost: 2.07,
      of: (part, wanted) => sub(div(wanted, part), 1) as Node,
      made: (rest) => (is(rest, "negative") ? sub(1, rest.inputs[0] as Node) : add(1, rest)) as Node,
      joined: (part, factor) => mul(part, factor) as Node,
      sentence: (part, factor) => `a factor is missing: ${part} must be multiplied by ${factor}`,
    },
    {
      cost: 2.2,
      of: (part, wanted) => div(part, wanted) as Node,
      joined: (part, divisor) => div(part, divisor) as Node,
      sentence: (part, divisor) => `a divisor is missing: ${part} must be divided by ${divisor}`,
    },
  ],
};

function* missing({ formula, part, parent, isTerm, words, text }: Place): Generator<Edit> {
  const isLone = constantNumber(part) !== undefined;
  if (isLone) yield* numbers(part, words.numbers, text);
  if (parent === undefined) {
    yield {
      cost: 2.3,
      instead: (one, there) => {
        const rest = quotientOf(one, there);
        return rest && (mul(one, rest) as Node);
      },
      sentence: () =>
        `a factor is missing: ${text(part)} must be multiplied by ${text(quotientOf(part, words) as Node)}`,
    };
  }
  if (!isTerm && !(parent !== undefined && is(parent, "matrixProduct", "transpose", "sum", "mean"))) return;
  const { shape } = part;
  const isNumber = shape.length === 0;
  const fits = (node: Node): boolean => isNumber || stretchesTo(node.shape, shape);
  for (const [name, node] of Object.entries(words.quantities)) {
    if (node === part) continue;
    if (!isLone && node.shape.length === 0 && leavesOf([formula]).includes(node)) {
      // Where some terms have a share q, the others have what is left of it.
      yield {
        cost: 0.9,
        instead: (one, { quantities }) => quantities[name] && (mul(sub(1, quantities[name]), one) as Node),
        sentence: () => `a factor is missing: ${text(part)} must be multiplied by 1 - ${name}`,
      };
    }
    if (fits(node)) {
      yield {
        cost: 1.3,
        instead: (one, { quantities }) => quantities[name] && (mul(one, quantities[name]) as Node),
        sentence: () => `a factor is missing: ${text(part)} must be multiplied by ${name}`,
      };
      yield {
        cost: 1.5,
        instead: (one, { quantities }) => quantities[name] && (div(one, quantities[name]) as Node),
        sentence: () => `a divisor is missing: ${text(part)} must be divided by ${name}`,
      };
    }
    if (isParameter(node) && fits(node)) {
      yield {
        cost: 1.45,
        instead: (one, { quantities }) => quantities[name] && (mul(one, sign(quantities[name])) as Node),
        sentence: () => `a factor is missing: ${text(part)} must be multiplied by sign(${name})`,
      };
    }
    if (isMatrix(node) && part.shape.length > 0) yield* matrices(name, node, part, text);
  }
  for (const [k, piece] of words.pieces.entries()) {
    if (!fits(piece)) continue;
    const long = costOfParts(piece);
    yield {
      cost: 1.6 + long,
      instead: (one, { pieces }) => pieces[k] && (mul(one, pieces[k]) as Node),
      sentence: () => `a factor is missing: ${text(part)} must be multiplied by ${text(piece)}`,
    };
    yield {
      cost: 1.65 + long,
      instead: (one, { pieces }) => pieces[k] && (div(one, pieces[k]) as Node),
      sentence: () => `a divisor is missing: ${text(part)} must be divided by ${text(piece)}`,
    };
  }
}

/** A number of the model's own, as π, by which a number is not multiplied or divided. */
function* numbers(part: Node, all: readonly number[], text: Place["text"]): Generator<Edit> {
  const own = all.filter((x) => !Number.isInteger(x) && !Number.isInteger(1 / x));
  for (const number of own.map((x) => constant(x))) {
    yield {
      cost: 1.35,
      instead: (one) => div(one, number) as Node,
      sentence: () => `a divisor is missing: ${text(part)} must be divided by ${text(number)}`,
    };
    yield {
      cost: 1.35,
      instead: (one) => mul(one, number) as Node,
      sentence: () => `a factor is missing: ${text(part)} must be multiplied by ${text(number)}`,
    };
  }
}

/** A matrix before or behind another one, or before a vector: as it is, transposed, or both of these together. */
function* matrices(name: string, node: Node, part: Node, text: Place["text"]): Generator<Edit> {
  const [height, width] = node.shape as [number, number];
  const isForm = height === width && part.size === width && width > 1;
  for (const { cost, of, isTurned } of isForm ? [...plain, both] : plain) {
    const [rows, columns] = isTurned ? [width, height] : [height, width];
    if (isMatrix(part) && rows === part.shape[1]) {
      yield {
        cost,
        instead: (one, { quantities }) => quantities[name] && matrixProduct(one, of(quantities[name])),
        sentence: () => `a factor is missing: ${asFactor(of(node), text)} behind ${text(part)}`,
      };
    }
    if (columns === part.shape[0]) {
      yield {
        cost,
        instead: (one, { quantities }) => quantities[name] && matrixProduct(of(quantities[name]), one),
        sentence: () => `a factor is missing: ${asFactor(of(node), text)} before ${text(part)}`,
      };
    }
  }
}

const asFactor = (matrix: Node, text: Place["text"]): string =>
  is(matrix, "plus") ? `(${text(matrix)})` : text(matrix);

/** What a matrix is multiplied as. */
interface Form {
  readonly cost: number;
  readonly of: (matrix: Node) => Node;
  readonly isTurned: boolean;
}

const plain: readonly Form[] = [
  { cost: 1.4, of: (matrix) => matrix, isTurned: false },
  { cost: 1.4, of: turned, isTurned: true },
];

/** A + Aᵀ, as in the gradient of xᵀ A x; only before a vector. */
const both: Form = { cost: 1.5, of: (matrix) => add(matrix, turned(matrix)) as Node, isTurned: false };
