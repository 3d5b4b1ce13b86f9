// What the diagnosis says of wrong formulas, against what was planted.
import { check, type Hint } from "@cadena/checker";
import {
  CadenaError,
  constant,
  evaluate,
  leavesOf,
  type Node,
  same,
  simplify,
  substitute,
  type Tensor,
  topological,
} from "@cadena/graph";
import { parse } from "@cadena/notation";
import type { Gradient } from "../checking/gradient.ts";
import { answered } from "../checking/model.ts";
import { classes } from "./classes.ts";
import { type Duration, sharedBy, timed } from "./timed.ts";

/** A wrong formula, and what was planted in it. */
export interface Wrong {
  readonly kinds: readonly string[];
  readonly text: string;
}

/** What became of one wrong formula; its time is that of the check, shared by the formulas that are checked together. */
export interface Diagnosed extends Duration {
  readonly model: string;
  readonly name: string;
  readonly right: string;
  readonly wrong: string;
  readonly kinds: readonly string[];
  readonly verdict: string;
  /** The mistakes that were named, the likeliest first; none where no edit repairs the formula. */
  readonly named: readonly string[];
  readonly repaired: string | undefined;
  /** At which place the right class was named, from 0; undefined where it was not. */
  readonly rank: number | undefined;
  readonly hint: string | undefined;
}

/** Checks wrong formulas for one gradient, behind right ones for those that it is derived from. */
export function diagnosed(gradient: Gradient, wrong: readonly Wrong[]): Diagnosed[] {
  if (wrong.length === 0) return [];
  const { model, name } = gradient;
  const formulas = wrong.map(({ text }) => text);
  const answers = answered(model, name, formulas);
  const {
    result: { claims },
    duration,
  } = timed(() => check(answers, { errata: true }));
  const own = sharedBy(duration, wrong.length);
  return claims.slice(-wrong.length).map(({ verdict, hints }, k) => {
    const { kinds, text } = wrong[k] as Wrong;
    const told = hints.flatMap(repairsIn);
    const rank = told.findIndex((one) => isSame(one, kinds) || isUndone(one.repaired, gradient));
    return {
      model: model.id,
      name,
      right: String(model.gradients[name]),
      wrong: text,
      kinds,
      verdict,
      named: told.map(({ mistakes }) => mistakes.join(" + ")),
      repaired: told[0]?.repaired,
      rank: rank < 0 ? undefined : rank,
      hint: hints[0]?.text,
      ...own,
    };
  });
}

interface Told {
  readonly mistakes: readonly string[];
  readonly repaired: string | undefined;
}

/** The repairs that a hint tells, the likeliest first. */
function repairsIn(hint: Hint): Told[] {
  switch (hint.kind) {
    case "edit":
      return [hint, ...hint.equivalents];
    case "transposed":
      return hint.isRight ? [{ mistakes: ["a transpose"], repaired: undefined }] : [];
    case "convention":
      return [{ mistakes: ["a division by a count"], repaired: undefined }];
    case "condition":
      return hint.general === null ? [] : [{ mistakes: ["a condition"], repaired: hint.general }];
    case "factor":
      return [{ mistakes: [factors[hint.factor]], repaired: undefined }];
    default:
      return [];
  }
}

/** What a factor is, as a mistake. */
const factors = {
  m: "a division by a count",
  "1/m": "a division by a count",
  "-1": "the sign",
  "2": "a factor",
  "1/2": "a factor",
} as const;

const isSame = ({ mistakes }: Told, [kind, second]: readonly string[]): boolean =>
  second === undefined &&
  mistakes.length === 1 &&
  (classes[kind as string] ?? []).includes(mistakes[0] as string);

/** Whether a repaired formula is the one into which the mistake was planted: then it was named, whatever it is called. */
function isUndone(repaired: string | undefined, { scope, right }: Gradient): boolean {
  if (repaired === undefined) return false;
  try {
    return same(plain(parse(repaired, scope)), plain(right));
  } catch (error) {
    if (error instanceof CadenaError) return false;
    throw error;
  }
}

/** A formula in its simplest form, with 1/2 as 0.5. */
function plain(formula: Node): Node {
  const numbers = topological([formula]).filter(
    (node) =>
      node.size === 1 && node.inputs.length > 0 && node.dtype === "real" && leavesOf([node]).length === 0,
  );
  const values = evaluate(numbers, new Map());
  const places = new Map(numbers.map((node, k) => [node, constant(values[k] as Tensor)] as const));
  const [folded] = substitute([formula], places) as [Node];
  return (simplify([folded]) as [Node])[0];
}
