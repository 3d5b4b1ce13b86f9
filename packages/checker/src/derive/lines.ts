// The lines of a step: the drafts that can be shown, and the shortest result that can, with the conditions that they need.
import { type Node, topological } from "@cadena/graph";
import { NodeTable } from "@cadena/graph/extend";
import { toText } from "@cadena/notation";
import type { Condition } from "../derivation/condition.ts";
import type { Line } from "./derived.ts";
import type { Draft } from "./draft.ts";
import type { Form } from "./forms.ts";
import { type Quantity, usersOf } from "./outline.ts";
import type { Proofs, Results } from "./proofs.ts";
import { costOf } from "./search/cost.ts";
import type { Setting } from "./setting.ts";

/** So many results are tried where shorter ones cannot be shown. */
const patience = 3;

/** Makes the lines of one step after the other. */
export class Lines {
  readonly #setting: Setting;
  readonly #proofs: Proofs;
  readonly #results: Results;

  /** @param found what was found so far; it grows */
  constructor(setting: Setting, proofs: Proofs, found: Results) {
    this.#setting = setting;
    this.#proofs = proofs;
    this.#results = found;
  }

  /** The drafts that can be shown, and the shortest result that can: without conditions, and under them if that is shorter. */
  of(quantity: Quantity, drafts: readonly Draft[], results: readonly (readonly Form[])[]): Line[] {
    const lines = withoutGuesses(this.#kept(quantity, drafts, []));
    for (const [level, forms] of results.entries()) {
      const last = lines.at(-1);
      const isDone = last !== undefined && level === 0 && costOf(last.formula) <= (forms[0] as Form).cost;
      if (isDone) continue;
      const cost = last === undefined ? Infinity : costOf(last.formula);
      for (const { formula } of forms.filter((form) => form.cost < cost).slice(0, patience)) {
        const line =
          level === 0
            ? this.#kept(quantity, [{ formula, reason: "simplified" }], [])[0]
            : this.#underConditions(quantity, formula);
        if (line === undefined) continue;
        lines.push(line);
        break;
      }
    }
    return withoutRepeats(lines);
  }

  /** A result under one of the conditions, or under all of them. */
  #underConditions(quantity: Quantity, formula: Node): Line | undefined {
    const { conditions } = this.#setting;
    const choices = conditions.length > 1 ? [...conditions.map((one) => [one]), conditions] : [conditions];
    for (const given of choices) {
      const [line] = this.#kept(quantity, [{ formula, reason: "condition" }], given);
      if (line !== undefined) return line;
    }
    return undefined;
  }

  /** The drafts that can be shown, with the conditions that they need: their own, and those of what is written out in them. */
  #kept(quantity: Quantity, drafts: readonly Draft[], given: readonly Condition[]): Line[] {
    const table = new NodeTable();
    const ids = drafts.map(({ formula, proof = formula }) => table.idOf(proof));
    const formulas = new Map(drafts.map(({ formula, proof = formula }, k) => [ids[k] as number, proof]));
    const shown = this.#proofs.shown(quantity.name, [...formulas.values()], this.#results, given);
    const answers = new Map([...formulas.keys()].map((id, k) => [id, shown[k] as boolean]));
    return drafts.flatMap(({ formula, reason, by, vanishing = [], ties = [] }, k): Line[] => {
      if (!answers.get(ids[k] as number)) return [];
      const needed = [...this.#givenIn(quantity, formula), ...given.map(({ text }) => text)];
      const zeros = vanishing.length === 0 ? [] : this.#proofs.vanishing(vanishing);
      return [{ formula, reason, by, vanishing: zeros, ties, given: [...new Set(needed)] }];
    });
  }

  /** The conditions of the gradients that a formula does not name, and so has written out. */
  #givenIn(quantity: Quantity, formula: Node): readonly string[] {
    const met = new Set(topological([formula]));
    return usersOf(quantity, this.#setting.main).flatMap(({ name, gradient }) =>
      met.has(gradient) ? [] : (this.#results.get(name)?.given ?? []),
    );
  }
}

/** A slope is told only where the chain rule with it was shown. */
function withoutGuesses(lines: readonly Line[]): Line[] {
  const isShown = lines.some(({ reason }) => reason === "chain rule");
  return lines.map((line) =>
    line.by?.name.kind === "slope" && !isShown ? { ...line, by: undefined } : line,
  );
}

/** Lines that read differently. What leads back to an earlier line is left out; that line has the last formula. */
function withoutRepeats(lines: readonly Line[]): Line[] {
  const kept = new Map<string, Line>();
  for (const line of lines) {
    const text = toText(line.formula);
    const first = kept.get(text);
    const later = first === undefined ? [] : [...kept.keys()];
    for (const other of later.slice(later.indexOf(text))) kept.delete(other);
    kept.set(text, first === undefined ? line : { ...first, formula: line.formula });
  }
  return [...kept.values()];
}
