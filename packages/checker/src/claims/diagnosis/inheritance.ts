// A formula that is right by itself, and made from earlier claims that are wrong.
import type { Claim } from "../../derivation/derivation.ts";
import type { Hint } from "../../report/result.ts";
import { inheritedFrom } from "../judging.ts";
import type { Patient } from "./diagnose.ts";

/** Whose errors a formula inherits; undefined where it is wrong by itself. */
export function inheritance({ claim, judged, judgement, setting, suppositions }: Patient): Hint | undefined {
  const { mistaken } = judgement;
  const from = inheritedFrom(judged, mistaken, setting.points);
  if (from.length === 0) return undefined;
  const instead = new Map(
    judgement.judged.flatMap(([one]) =>
      from.includes(one.name) && !one.erratum ? [[one, asItShouldBe(one)]] : [],
    ),
  );
  const text = `the formula itself is right: its values inherit the error of ${from.join(" and ")}`;
  return { kind: "inherits", from, text, shown: suppositions.holds(claim, { instead }) ?? "numeric" };
}

/** A claim in whose place later ones find what it should have been, as they do for given numbers. */
function asItShouldBe({ states, ...claim }: Claim): Claim {
  const { formula: _, text: __, ...rest } = states as { formula?: unknown; text: string };
  return { ...claim, states: { ...rest, values: [] } };
}
