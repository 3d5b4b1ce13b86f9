// The smallest edit that makes a refuted formula right, shown again at other sizes in exact arithmetic.
import { captureOrigins, type Node, simplify } from "@cadena/graph";
import { parseTree } from "@cadena/notation";
import type { Hint } from "../../../report/result.ts";
import type { Patient } from "../diagnose.ts";
import type { Shown, There } from "../supposition.ts";
import type { Draft, Field, Reading, Repair } from "./draft.ts";
import type { Mistake } from "./mistake.ts";
import { type Found, pairs, singles } from "./search.ts";
import { Values } from "./values.ts";
import { meant, over, type Vocabulary, vocabularyOf } from "./vocabulary.ts";
import { rewritten, writer } from "./written.ts";

/** So many repairs are shown, of so many that look right, none much dearer than the first. */
const most = { shown: 4, tried: 12, dearer: 0.5 };

/** What is looked for: single edits, or edits by twos. */
export type Range = "singles" | "pairs";

/** Searches repairs of one claim. */
export class Repairs {
  readonly #patient: Patient;
  readonly #mistakes: readonly Mistake[];
  #tried = 0;
  readonly #drafts = new WeakMap<There, Draft>();

  constructor(patient: Patient, mistakes: readonly Mistake[]) {
    this.#patient = patient;
    this.#mistakes = mistakes;
  }

  /** The cheapest repair that holds, with others that are equal to it; undefined where there is none. */
  find(range: Range): Hint | undefined {
    const there = this.#there();
    if (there === undefined) return undefined;
    const before = captureOrigins(false);
    try {
      return this.#found(there, range);
    } finally {
      captureOrigins(before);
    }
  }

  /** That nothing was found, and where the formula is wrong; undefined where nothing was looked for. */
  inVain(): Hint | undefined {
    const there = this.#there();
    if (there === undefined || this.#tried === 0) return undefined;
    const { formula, words } = this.#draftAt(there);
    const none = `none of ${this.#tried} edits makes it right`;
    const vain = { kind: "unrepaired", tried: this.#tried, shown: "numeric" } as const;
    if (formula?.shape.join() !== there.target.shape.join()) return { ...vain, entries: null, text: none };
    const { wrong, all } = this.#valuesAt(there, words).difference(formula as Node, there.target);
    const where = wrong === all ? "it is wrong in every entry" : `it is wrong in ${wrong} of ${all} entries`;
    return { ...vain, entries: { wrong, all }, text: all === 1 ? none : `${none}; ${where}, at small sizes` };
  }

  #there(): There | undefined {
    const { claim, instead, suppositions } = this.#patient;
    return suppositions.there(claim, instead);
  }

  #valuesAt({ problem, target }: There, { sources }: Vocabulary): Values {
    const { claim, suppositions } = this.#patient;
    const values = new Values(suppositions.groundIn(problem, claim).points, sources);
    values.learn([target, ...sources.values()]);
    return values;
  }

  #found(there: There, range: Range): Hint | undefined {
    const { target } = there;
    const draft = this.#draftAt(there);
    const { words, formula } = draft;
    const values = this.#valuesAt(there, words);
    const text = writer(words.sizes);
    const field: Field = { target, words, values, mistakes: this.#mistakes, text };
    const found = range === "singles" ? singles(draft, field) : pairs(draft, field);
    this.#tried += found.tried;
    const right = this.#shown(found, text);
    const [best, ...others] = right;
    if (best === undefined) return undefined;
    const { repair, written, shown } = best;
    const claimed = formula === undefined ? (draft.written as Reading).text : text(formula);
    return {
      kind: "edit",
      mistakes: repair.mistakes,
      claimed,
      repaired: written,
      changes: rewritten(claimed, written),
      equivalents: others.map((one) => ({
        mistakes: one.repair.mistakes,
        repaired: one.written,
        text: one.repair.sentence(),
      })),
      tried: found.tried,
      shown,
      text: repair.sentence(),
    };
  }

  /** Those that hold at all sizes, each formula once. */
  #shown({ repairs }: Found, text: (node: Node) => string): Right[] {
    const right: Right[] = [];
    for (const repair of repairs.slice(0, most.tried)) {
      const [best] = right;
      if (right.length === most.shown || (best && repair.cost > best.repair.cost + most.dearer)) break;
      const written = text((simplify([repair.node]) as [Node])[0]);
      if (right.some((one) => one.written === written)) continue;
      const shown = this.#holds(repair);
      if (shown !== undefined) right.push({ repair, written, shown });
    }
    return right;
  }

  #holds({ again }: Repair): Shown | undefined {
    const { claim, instead, suppositions } = this.#patient;
    return suppositions.holds(claim, {
      instead,
      formula: (there) => {
        const draft = this.#draftAt(there);
        const node = again(draft);
        return node && meant(draft.words, node);
      },
    });
  }

  #draftAt(there: There): Draft {
    const known = this.#drafts.get(there) ?? this.#drafted(there);
    this.#drafts.set(there, known);
    return known;
  }

  #drafted({ claimed, target, problem, earlier, reading }: There): Draft {
    const { claim } = this.#patient;
    const before = Object.entries(earlier).filter(([name]) => name !== claim.name);
    const words = vocabularyOf(problem, Object.fromEntries(before), target);
    const scope = { ...problem.sizes, ...earlier, ...problem.quantities, ...words.quantities };
    return {
      formula: claimed && over(words, claimed),
      words,
      written: reading && {
        text: reading.text,
        read: (text, more = {}) => reading.read(text, { ...scope, ...more }),
        tree: (text) => parseTree(text, scope),
      },
    };
  }
}

interface Right {
  readonly repair: Repair;
  readonly written: string;
  readonly shown: Shown;
}
