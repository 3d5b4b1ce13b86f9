// Results as JSON: plain data, in the form that the command line prints, and that a check can be repeated from.
import { CadenaError } from "@cadena/graph";
import type { DerivationResult, Options } from "./result.ts";

/**
 * Results as they are sent and stored. Numbers that JSON does not know (Infinity, -Infinity, NaN, -0) are text in it;
 * all others keep their value.
 */
export interface JsonReport {
  readonly ok: boolean;
  readonly derivations: readonly DerivationResult[];
}

/**
 * Results as an object that JSON can hold.
 * @example
 * const squared = derivation({
 *   id: "S1",
 *   title: "A square",
 *   dimensions: {},
 *   build: () => {
 *     const x = input("x", []);
 *     return { loss: square(x), quantities: { x } };
 *   },
 * }).claim("dx", { formula: ({ x }) => mul(2, x) });
 * toJSON(check(squared)).derivations[0]?.claims[0]?.verdict //=> exact
 */
export function toJSON(results: DerivationResult | readonly DerivationResult[]): JsonReport {
  const derivations = [results].flat() as readonly DerivationResult[];
  const report = { ok: derivations.every(({ ok }) => ok), derivations };
  return JSON.parse(JSON.stringify(report, numbersAsText)) as JsonReport;
}

function numbersAsText(_: string, value: unknown): unknown {
  if (Object.is(value, -0)) return "-0";
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

/**
 * A report, from what JSON holds.
 * @throws CadenaError where it is none, or lacks what a check is repeated from
 * @example
 * fromJSON({ ok: true, derivations: [] }).ok //=> true
 */
export function fromJSON(value: unknown): JsonReport {
  const { ok, derivations } = record(value, "the report");
  if (typeof ok !== "boolean" || !Array.isArray(derivations)) {
    throw unreadable("it has no ok, or no derivations");
  }
  for (const [k, one] of derivations.entries()) checkDerivation(one, `derivation ${k + 1}`);
  return value as JsonReport;
}

function checkDerivation(value: unknown, where: string): void {
  const { id, options, claims } = record(value, where);
  if (typeof id !== "string") throw unreadable(`${where} has no id`);
  const { seed, points, require } = record(options, `the options of ${id}`) as Partial<Options>;
  if (typeof seed !== "number" || typeof points !== "number" || typeof require !== "string") {
    throw unreadable(`the options of ${id} are not seed, points and require`);
  }
  if (!Array.isArray(claims)) throw unreadable(`${id} has no claims`);
  for (const [k, claim] of claims.entries()) {
    const { name, verdict, evidence } = record(claim, `claim ${k + 1} of ${id}`);
    const { finding } = record(evidence, `the evidence for claim ${k + 1} of ${id}`);
    checkFinding(record(finding, `the finding on claim ${k + 1} of ${id}`), `claim ${k + 1} of ${id}`);
    if (typeof name !== "string" || typeof verdict !== "string") {
      throw unreadable(`claim ${k + 1} of ${id} has no name, or no verdict`);
    }
  }
}

/** A counter-example is evaluated again, and must have what that needs. */
function checkFinding({ kind, sizes, point }: Readonly<Record<string, unknown>>, where: string): void {
  if (kind !== "entry") return;
  record(sizes, `the sizes of the counter-example to ${where}`);
  record(point, `the point of the counter-example to ${where}`);
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw unreadable(`${what} is no object`);
}

const unreadable = (why: string): CadenaError =>
  new CadenaError(`report: not one of ours: ${why}`, { origin: undefined });
