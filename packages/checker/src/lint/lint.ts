// The front door of the lint: what usually goes wrong in a graph, with the user's line, a sentence and the repair.
import { CadenaError, type Nested, Tensor, userLine } from "@cadena/graph";
import { conditionsOf } from "../claims/ground.ts";
import { type Problem, pose } from "../claims/problem.ts";
import type { AnyDerivation, Built, Quantities } from "../derivation/derivation.ts";
import { smallSizes, usualSizes } from "../derivation/sizes.ts";
import { Points } from "../points/points.ts";
import { conditioned } from "../points/sampling.ts";
import { knownLintRules } from "./knownLintRules.ts";
import { placeOf } from "./place.ts";
import type { LintFinding, LintResult } from "./result.ts";
import type { LintRule, Sighting } from "./rule.ts";
import { Subject } from "./subject.ts";

/** What is looked for. */
export interface LintOptions {
  /** The rules; `knownLintRules` where nothing is said. */
  readonly rules?: readonly LintRule[];
  /** Another choice of random points. */
  readonly seed?: number;
}

/**
 * What usually goes wrong, found in a model: in a derivation, or in a loss with quantities. Nothing is found that is not
 * so: a rule that is not certain is silent.
 * @throws CadenaError where the derivation cannot be built
 * @example
 * const z = parameter("z", [3]);
 * const y = input("y", [3]);
 * const found = lint({ loss: neg(sum(mul(y, log(softmax(z))))), quantities: { z, y } });
 * found.findings[0].repair //=> logSoftmax(z, { axis: 0 }), or a cross-entropy that takes logits
 */
export function lint(
  model: AnyDerivation | Built<Quantities>,
  { rules = knownLintRules, seed = 1 }: LintOptions = {},
): LintResult {
  const derivation = asDerivation(model);
  const subject = subjectOf(derivation, seed);
  const sightings = rules.flatMap((rule) =>
    Array.from(rule.find(subject), (sighting): Seen => ({ rule, ...sighting })),
  );
  const findings = joined(sightings).map((seen) => findingOf(seen, subject));
  const { id, title } = derivation;
  return { id, title, findings: once(findings) };
}

/** A model by itself has its own sizes only. */
const asDerivation = (model: AnyDerivation | Built<Quantities>): AnyDerivation =>
  "build" in model
    ? model
    : { id: "model", title: "a model", dimensions: {}, claims: [], build: () => model };

/** A derivation at small sizes that differ; at its usual ones where it cannot be built there. */
function subjectOf(derivation: AnyDerivation, seed: number): Subject {
  const problem = posed(derivation);
  const conditions = conditionsOf(problem, derivation.given ?? []);
  const samplings = new Map(Array.from(conditions, ([leaf, one]) => [leaf, conditioned(one)]));
  const points = new Points(problem.leaves, samplings, seed);
  return new Subject({ ...problem, examples: derivation.examples, conditions, points, seed });
}

function posed(derivation: AnyDerivation): Problem {
  try {
    return pose(derivation, smallSizes(derivation.dimensions, 0));
  } catch (error) {
    if (!(error instanceof CadenaError)) throw error;
    return pose(derivation, usualSizes(derivation.dimensions));
  }
}

/** What a rule has seen. */
type Seen = Sighting & { readonly rule: LintRule };

/** A breakdown of floats gives its input to what explains it: what another rule, or it first, has seen at its place. */
function joined(sightings: readonly Seen[]): readonly Seen[] {
  const inputs = new Map<object, Sighting["input"]>();
  for (const one of sightings)
    if (one.input !== undefined && !inputs.has(placeOf(one.node))) inputs.set(placeOf(one.node), one.input);
  const explained = new Set(
    sightings.filter(({ input }) => input === undefined).map(({ node }) => placeOf(node)),
  );
  const told = new Set<object>();
  return sightings.flatMap((one) => {
    const place = placeOf(one.node);
    const input = one.input ?? inputs.get(place);
    if (one.input === undefined) return [input === undefined ? one : { ...one, input }];
    if (explained.has(place) || told.has(place)) return [];
    told.add(place);
    return [one];
  });
}

function findingOf({ rule, node, text, repair, input }: Seen, subject: Subject): LintFinding {
  const values = Array.from(input ?? [], ([leaf, data]) => [
    subject.nameOf(leaf),
    new Tensor(leaf.shape, Float64Array.from(data)).toArray(),
  ]);
  return {
    rule: rule.name,
    text,
    repair,
    formula: subject.write(node),
    place: userLine(node.origin) ?? null,
    input: input === undefined ? null : (Object.fromEntries(values) as Record<string, Nested>),
  };
}

/** What a loop of the user's makes at one line is told once. */
function once(findings: readonly LintFinding[]): LintFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, text, place }) => {
    const key = JSON.stringify([rule, text, place]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
