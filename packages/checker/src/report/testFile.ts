// A counter-example as a test file that stands by itself: the model in formulas, the point, and that the claim is refuted.
import { CadenaError, UnsupportedError } from "@cadena/graph";
import { check } from "../check.ts";
import { asJudged } from "../claims/asJudged.ts";
import type { AnyDerivation, Claim } from "../derivation/derivation.ts";
import { sizesAsText } from "../derivation/sizes.ts";
import { disjoint } from "../evidence/compare.ts";
import { version } from "../version.ts";
import { entryOf } from "./facts.ts";
import { apart, middle } from "./figures.ts";
import { onOneLine } from "./layout.ts";
import type { Bounds, ClaimResult, Counterexample, DerivationResult } from "./result.ts";
import { derivationOf, type Problem, problemsOf } from "./testProblem.ts";

/**
 * A test file for vitest that shows that a refuted formula is not what it is claimed to be: the model as formulas, at the
 * sizes of the counter-example, the point, and a check that refutes the claim there. It was run before it is given.
 * @param k the number of the claim in the result
 * @throws UnsupportedError where the claim has no counter-example, or it cannot be written in formulas
 * @example
 * const squared = derivation({
 *   id: "S",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => x });
 * const text = toTestFile(squared, shrunk(squared, check(squared)), 0);
 * text.split("\n").find((line) => line.startsWith("const point")) //=> const point = { x: 1 };
 */
export function toTestFile(derivation: AnyDerivation, result: DerivationResult, k: number): string {
  const claim = result.claims[k];
  const finding = claim?.evidence.finding;
  if (claim === undefined || finding?.kind !== "entry") {
    throw new UnsupportedError(`${result.id}: ${claim?.name ?? `claim ${k}`} has no counter-example`);
  }
  const read = asJudged(derivation, result);
  for (const problem of problemsOf(read, read.claims[k] as Claim, claim, finding, result.loss ?? "J")) {
    if (isShownBy(problem, finding)) return written(problem, result, claim, finding);
  }
  throw new UnsupportedError(
    `${result.id}: the counter-example to ${claim.name} cannot be written in formulas`,
  );
}

/** Whether the formulas, read again, have the same values there. */
function isShownBy(problem: Problem, { claimed, automatic }: Counterexample): boolean {
  try {
    const [again] = check(derivationOf(problem), { points: 1, mistakes: [] }).claims;
    const finding = again?.evidence.finding;
    return finding?.kind === "entry" && meet(finding.claimed, claimed) && meet(finding.automatic, automatic);
  } catch (error) {
    if (error instanceof CadenaError) return false;
    throw error;
  }
}

const meet = ([a, b]: Bounds, [c, d]: Bounds): boolean => !disjoint({ low: a, high: b }, { low: c, high: d });

function written(
  problem: Problem,
  { id, title, options }: DerivationResult,
  { name, formula }: ClaimResult,
  found: Counterexample,
): string {
  const { leaves, lines, loss, sizes, examples, claim } = problem;
  const [yours, truth] = apart(middle(found.claimed), middle(found.automatic));
  const at = sizesAsText(sizes) === "" ? "" : `, at ${sizesAsText(sizes)}`;
  const head = [
    `${name} = ${formula} is wrong in ${id} (${title})${at}:`,
    `${entryOf(found)}the formula gives ${yours}, and what it is claimed to equal is ${truth}.`,
    `Saved by cadena ${version} from a check with seed ${options.seed}.`,
  ];
  const fixed = Object.entries(sizes).map(
    ([size, number]) => `${key(size)}: { size: ${number}, fixed: true }`,
  );
  const states = [
    "quantity" in claim.of
      ? `of: ${JSON.stringify(claim.of.quantity)}`
      : `of: () => parse(${JSON.stringify(claim.of.formula)}, scope)`,
    `formula: ${JSON.stringify(claim.formula)}`,
    ...(claim.convention === null ? [] : [`convention: ${JSON.stringify(claim.convention)}`]),
    ...(claim.layout === null ? [] : [`layout: ${JSON.stringify(claim.layout)}`]),
    "at: point",
  ];
  return `${[
    ...head.map((line) => `// ${line.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")}`),
    'import { check, derivation } from "@cadena/checker";',
    'import "@cadena/checker/vitest";',
    'import { input, type Node } from "@cadena/graph";',
    'import { parse } from "@cadena/notation";',
    'import { expect, test } from "vitest";',
    "",
    "const scope: Record<string, Node> = {",
    ...leaves.map((leaf) => `  ${key(leaf.name)}: input(${inputOf(leaf)}),`),
    "};",
    ...lines.map(([one, text]) => `${inScope(one)} = parse(${JSON.stringify(text)}, scope);`),
    "",
    "/** Where it is wrong. */",
    ...pointOf(problem.point),
    "",
    "const model = derivation({",
    `  id: ${JSON.stringify(id)},`,
    `  title: ${JSON.stringify(title)},`,
    `  dimensions: {${fixed.length === 0 ? "" : ` ${fixed.join(", ")} `}},`,
    ...(examples === undefined ? [] : [`  examples: ${JSON.stringify(examples)},`]),
    loss === undefined
      ? "  build: () => ({ quantities: scope }),"
      : `  build: () => ({ loss: ${inScope(loss)} as Node, quantities: scope }),`,
    `}).claim(${JSON.stringify(name)}, {`,
    ...states.map((state) => `  ${state},`),
    "});",
    "",
    `test(${JSON.stringify(onOneLine(`${name} = ${claim.formula} is not what it is claimed to be`))}, () => {`,
    "  expect(check(model, { points: 1, mistakes: [] })).toBeRefuted();",
    "});",
  ].join("\n")}\n`;
}

const inputOf = ({ name, shape, dtype }: Problem["leaves"][number]): string =>
  [JSON.stringify(name), `[${shape.join(", ")}]`, ...(dtype === "real" ? [] : [JSON.stringify(dtype)])].join(
    ", ",
  );

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);
const key = (name: string): string => (isIdentifier(name) ? name : JSON.stringify(name));
const inScope = (name: string): string =>
  isIdentifier(name) ? `scope.${name}` : `scope[${JSON.stringify(name)}]`;

/** A line for each leaf, where there are several. */
function pointOf(point: Problem["point"]): string[] {
  const values = Object.entries(point).map(([name, value]) => `${key(name)}: ${spaced(value)}`);
  return values.length < 2
    ? [`const point = { ${values.join()} };`]
    : ["const point = {", ...values.map((value) => `  ${value},`), "};"];
}

const spaced = (value: unknown): string => JSON.stringify(value).replaceAll(",", ", ");
