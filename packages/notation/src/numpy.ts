// Formulas in NumPy: the trees of formulas as toText writes them, in the functions and signs of Python.
import { CadenaError } from "@cadena/graph";
import { binding } from "@cadena/graph/extend";
import { spelling } from "./parse/name.ts";
import { parse, parseTree } from "./parse/parse.ts";
import type { ScopeTable } from "./parse/scope.ts";
import type { Factor, InfixSign, OptionTree, RangeTree, Tree } from "./parse/tree.ts";

/** A piece of Python, and how strongly it holds together. */
export interface Code {
  readonly text: string;
  readonly binding: number;
}

/** How a formula is written in NumPy. */
export interface NumpyOptions {
  /** How matrices are multiplied: `np.dot(A, B)` where nothing is said. */
  readonly product?: "dot" | "@";
  /** What stands for single names. */
  readonly names?: Readonly<Record<string, Code>>;
}

/**
 * A formula in the notation of toText as NumPy. Read again, it is the same formula.
 * @throws CadenaError where the text is no formula over the scope, or has a sign that NumPy has not
 * @example
 * const scope = { dZ2: input("dZ2", [2, 5]), A1: input("A1", [3, 5]), m: 5 };
 * toNumpy("(1 / m) dZ2 A1ᵀ", scope) //=> 1 / m * np.dot(dZ2, A1.T)
 */
export function toNumpy(
  text: string,
  scope: ScopeTable,
  { product = "dot", names = {} }: NumpyOptions = {},
): string {
  return written(parseTree(text, scope), { text, scope, product, names }).text;
}

interface Context {
  readonly text: string;
  readonly scope: ScopeTable;
  readonly product: "dot" | "@";
  readonly names: Readonly<Record<string, Code>>;
}

const atom = (text: string): Code => ({ text, binding: binding.atom });
const call = (name: string, ...args: readonly string[]): Code => atom(`${name}(${args.join(", ")})`);

/** In parentheses where it holds less than it has to. */
const firm = (code: Code, least: number): string => (code.binding < least ? `(${code.text})` : code.text);

/** The same, and in parentheses where it begins with a minus sign. */
const behind = (code: Code, least: number): string =>
  code.text.startsWith("-") ? `(${code.text})` : firm(code, least);

function written(tree: Tree, context: Context): Code {
  const inside = (one: Tree, least: number = binding.or): string => firm(written(one, context), least);
  switch (tree.kind) {
    case "number":
      return { text: String(tree.value), binding: tree.value < 0 ? binding.chain : binding.atom };
    case "name": {
      const name = spelling(tree.name);
      return context.names[name] ?? atom(name);
    }
    case "prefix":
      return tree.sign === "-"
        ? { text: `-${behind(written(tree.operand, context), binding.chain)}`, binding: binding.chain }
        : call("np.logical_not", inside(tree.operand));
    case "infix":
      return infix(tree, context);
    case "chain":
      return chain(tree.factors, context);
    case "power":
      if (isE(tree.base, context)) return call("np.exp", inside(tree.exponent));
      return {
        text: `${inside(tree.base, binding.atom)}**${inside(tree.exponent, binding.atom)}`,
        binding: binding.power,
      };
    case "transpose":
      return { text: `${inside(tree.operand, binding.atom)}.T`, binding: binding.atom };
    case "call":
      return call(
        functionOf(spelling(tree.name)),
        ...tree.args.map((one) => inside(one)),
        ...tree.options.map((option) => optionOf(option, context)),
      );
    case "part":
      return atom(
        `${inside(tree.operand, binding.atom)}[${tree.places.map((one) => placeOf(one, context)).join(", ")}]`,
      );
    case "list": {
      const truth = truthIn(tree);
      if (truth !== undefined) return atom(`(${inside(truth)}).astype(float)`);
      return atom(`[${tree.items.map((one) => inside(one)).join(", ")}]`);
    }
    case "bars":
      return call(tree.bars === "|" ? "np.abs" : "np.linalg.norm", inside(tree.operand));
    case "choice":
      return call("np.where", inside(tree.condition), inside(tree.then), inside(tree.otherwise));
    case "total":
      throw new CadenaError("toNumpy: a sum over an index is not written in NumPy", { origin: undefined });
  }
}

/** Signs of Python, and how strongly they hold. */
const signs: Readonly<Record<InfixSign, readonly [sign: string, strength: number]>> = {
  "+": ["+", binding.sum],
  "-": ["-", binding.sum],
  "*": ["*", binding.product],
  "/": ["/", binding.product],
  "@": ["@", binding.product],
  "×": ["*", binding.product],
  "=": ["==", binding.relation],
  "≠": ["!=", binding.relation],
  "<": ["<", binding.relation],
  "≤": ["<=", binding.relation],
  ">": [">", binding.relation],
  "≥": [">=", binding.relation],
  "∧": ["np.logical_and", binding.and],
  "∨": ["np.logical_or", binding.or],
};

function infix({ sign, left, right }: Extract<Tree, { kind: "infix" }>, context: Context): Code {
  const [python, strength] = signs[sign];
  if (sign === "@") return product(written(left, context), written(right, context), context);
  if (python.startsWith("np."))
    return call(python, written(left, context).text, written(right, context).text);
  // In a product with a number a truth counts by itself.
  const areTruths = truthIn(left) !== undefined && truthIn(right) !== undefined;
  const operand = (tree: Tree): Code => {
    const truth = sign === "*" && !areTruths ? truthIn(tree) : undefined;
    return truth === undefined ? written(tree, context) : atom(`(${written(truth, context).text})`);
  };
  const l = firm(operand(left), strength === binding.relation ? strength + 1 : strength);
  const second = operand(right);
  // As many factors as there are may follow a *, but @ takes all that stands before it.
  const isFree = sign === "+" || (sign === "*" && !hasOpenProduct(second.text));
  const r = behind(second, strength + (isFree ? 0 : 1));
  return { text: `${l} ${python} ${r}`, binding: strength };
}

/** Whether a matrix product stands in a text outside of all parentheses. */
function hasOpenProduct(text: string): boolean {
  let depth = 0;
  return [...text].some((sign) => {
    if ("([".includes(sign)) depth++;
    if (")]".includes(sign)) depth--;
    return sign === "@" && depth === 0;
  });
}

/** What is between the brackets of [z > 0], which is 1 where it holds. */
function truthIn(tree: Tree): Tree | undefined {
  if (tree.kind !== "list" || tree.items.length !== 1) return undefined;
  const [only] = tree.items;
  return only?.kind === "infix" && signs[only.sign][1] <= binding.relation ? only : undefined;
}

/** The number e, where no quantity has that name. */
const isE = (tree: Tree, { scope }: Context): boolean =>
  tree.kind === "name" && spelling(tree.name) === "e" && !Object.hasOwn(scope, "e");

function product(left: Code, right: Code, { product: how }: Context): Code {
  if (how === "dot") return call("np.dot", left.text, right.text);
  return {
    text: `${firm(left, binding.product)} @ ${behind(right, binding.product + 1)}`,
    binding: binding.product,
  };
}

/** Numbers in front of a matrix product scale all of it. */
function chain(factors: readonly Factor[], context: Context): Code {
  const trees = factors.map(({ tree }) => tree);
  const first = trees.findIndex((tree) => !isNumber(tree, context));
  const [numbers, matrices] = first < 0 ? [trees, []] : [trees.slice(0, first), trees.slice(first)];
  const made = matrices
    .map((tree) => written(tree, context))
    .reduce<Code | undefined>(
      (all, one) => (all === undefined ? one : product(all, one, context)),
      undefined,
    );
  const scale = numbers.map((tree, k) =>
    k === 0
      ? firm(written(tree, context), binding.product)
      : behind(written(tree, context), binding.product + 1),
  );
  if (made === undefined) return { text: scale.join(" * "), binding: binding.product };
  if (scale.length === 0) return made;
  return { text: [...scale, behind(made, binding.product + 1)].join(" * "), binding: binding.product };
}

/** Whether a part of the formula is a number, not a matrix. */
const isNumber = ({ start, end }: Tree, { text, scope }: Context): boolean =>
  parse(text.slice(start, end), scope).shape.length === 0;

/** Functions that have another name in NumPy, or are in none of its modules. */
const functions: Readonly<Record<string, string>> = {
  σ: "sigmoid",
  Σ: "np.sum",
  ln: "np.log",
  abs: "np.abs",
  pow: "np.power",
  argmax: "np.argmax",
  argmin: "np.argmin",
};

/** Functions that NumPy has by the same name. */
const shared = new Set(
  "exp log expm1 log1p sqrt square sign sin cos tanh sum mean max min maximum minimum where reciprocal reshape".split(
    " ",
  ),
);

const functionOf = (name: string): string => functions[name] ?? (shared.has(name) ? `np.${name}` : name);

function optionOf({ name, value }: OptionTree, context: Context): string {
  const key = name.toLowerCase();
  return value === true ? `${key}=True` : `${key}=${written(value, context).text}`;
}

function placeOf(place: Tree | RangeTree, context: Context): string {
  if (place.kind !== "range") return written(place, context).text;
  const [from, to, step] = [place.from, place.to, place.step].map((one) =>
    one === undefined ? "" : written(one, context).text,
  );
  return `${from}:${to}${step === "" ? "" : `:${step}`}`;
}
