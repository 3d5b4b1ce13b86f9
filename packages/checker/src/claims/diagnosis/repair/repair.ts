// The smallest edit that makes a refuted formula right, shown again at other sizes in exact arithmetic.
import { captureOrigins, type Node, simplify, topological } from "@cadena/graph";
import { parseTree } from "@cadena/notation";
import type { Hint, Respelled } from "../../../report/result.ts";
import type { Patient } from "../diagnose.ts";
import type { Effort, Shown, There } from "../supposition.ts";
import type { Draft, Field, Reading, Repair } from "./draft.ts";
import { fitting } from "./formula.ts";
import type { Mistake } from "./mistake.ts";
import { respelled } from "./respelled.ts";
import { additions, type Found, pairs, singles } from "./search.ts";
import { Values } from "./values.ts";
import { meant, over, type Vocabulary, vocabularyOf } from "./vocabulary.ts";
import { literalsIn, rewritten, Writing } from "./written.ts";

/**
 * So many repairs are shown, none much dearer than the first. So many that look right are tried until one is, and so many
 * are proved by themselves at all where one is right already.
 */
const most = { shown: 4, first: 12, proofs: 4, dearer: 0.6 };

/** What is looked for: single edits, additions of short formulas, or edits by twos. */
export type Range = "singles" | "additions" | "pairs";

const searches: Readonly<Record<Range, (draft: Draft, field: Field) => Found>> = {
  singles,
  additions,
  pairs,
};

/** Searches repairs of one claim. */
export class Repairs {
  readonly #patient: Patient;
  readonly #mistakes: readonly Mistake[];
  #tried = 0;
  /** At the first choice of sizes. */
  #values: Values | undefined;
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

  /** What a formula is times its target, at so many examples; undefined where it is no multiple of it. */
  ratio(): { readonly times: number; readonly examples: number | undefined } | undefined {
    const there = this.#there();
    if (there?.claimed?.shape.join() !== there?.target.shape.join() || there === undefined) return undefined;
    const { formula, words } = this.#draftAt(there);
    const times = formula && this.#valuesAt(there, words).ratio(formula, there.target);
    return times === undefined ? undefined : { times, examples: there.problem.examples };
  }

  #there(): There | undefined {
    const { claim, instead, suppositions } = this.#patient;
    return suppositions.there(claim, instead);
  }

  #valuesAt({ problem, target }: There, { sources }: Vocabulary): Values {
    if (this.#values !== undefined) return this.#values;
    const { claim, suppositions } = this.#patient;
    this.#values = new Values(suppositions.groundIn(problem, claim).points, sources);
    this.#values.learn([target, ...sources.values()]);
    return this.#values;
  }

  #found(there: There, range: Range): Hint | undefined {
    const { target } = there;
    const draft = this.#draftAt(there);
    const { words, formula } = draft;
    const values = this.#valuesAt(there, words);
    const writing = new Writing(words.sizes);
    const { text } = writing;
    const field: Field = { target, words, values, mistakes: this.#mistakes, text };
    const found = searches[range](draft, field);
    this.#tried += found.tried;
    const isVisible = formula === undefined || !values.areEqual(formula, target);
    const right = this.#shown(found, text, isVisible);
    const [best, ...others] = right;
    if (best === undefined) return undefined;
    const equivalents = others.map(({ repair }) => {
      const repaired = this.#written(repair, writing);
      return { mistakes: repair.mistakes, repaired, text: repair.sentence() };
    });
    const { repair, shown } = best;
    const written = this.#written(repair, writing);
    const claimed = formula === undefined ? (draft.written as Reading).text : text(formula);
    return {
      kind: "edit",
      mistakes: repair.mistakes,
      claimed,
      repaired: written,
      changes: rewritten(claimed, written),
      asWritten: this.#asWritten(draft, repair, text),
      equivalents,
      tried: found.tried,
      shown,
      text: repair.sentence(),
    };
  }

  /** The cheapest that holds at all sizes, and others that do, each formula once. */
  #shown({ repairs }: Found, text: Writing["text"], isVisible: boolean): Right[] {
    const right: Right[] = [];
    let [proofs, open]: [number, Right | undefined] = [0, undefined];
    // Where the wrong formula looks right, so does most of what is made of it: the shortest first.
    const inOrder = isVisible ? repairs : repairs.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    for (const repair of inOrder) {
      const [best] = right;
      if (right.length === most.shown || proofs === (best === undefined ? most.first : most.proofs)) break;
      if (best !== undefined && repair.cost > best.repair.cost + most.dearer) break;
      const written = text(simplest(repair));
      if (right.some((one) => one.written === written)) continue;
      if (best !== undefined && this.#areAlike(repair, best.repair)) {
        right.push({ repair, written, shown: "exact" });
        continue;
      }
      proofs++;
      // Another one is not worth a long search for a proof.
      const shown = this.#holds(repair, best === undefined ? "all" : "quick");
      if (shown === "exact") right.push({ repair, written, shown });
      else if (shown !== undefined) open ??= { repair, written, shown };
    }
    // What floats cannot tell from the wrong formula, they cannot tell to be right.
    return right.length === 0 && open !== undefined && isVisible ? [open] : right;
  }

  /** The repair as its author would write it: read again, it is shown to be equal to the repair. */
  #asWritten({ written }: Draft, repair: Repair, text: Writing["text"]): Respelled | null {
    if (written === undefined) return null;
    const found = respelled(written, text(simplest(repair)), (one) => {
      const node = fitting(() => written.read(one));
      return node && text(node);
    });
    if (found === undefined) return null;
    const again = (draft: Draft): Node | undefined => fitting(() => draft.written?.read(found));
    if (!this.#areAlike({ ...repair, again }, repair)) return null;
    return { claimed: written.text, repaired: found, changes: rewritten(written.text, found) };
  }

  /** A repaired formula as text; its sentence is told with the same numbers. */
  #written(repair: Repair, writing: Writing): string {
    const { claim, instead, suppositions } = this.#patient;
    const whole = simplest(repair);
    const [, there] = suppositions.theres(claim, instead);
    const other = there && repair.again(this.#draftAt(there));
    const literals = other === undefined ? new Set<Node>() : literalsIn(whole, simplified(other));
    writing.keep(literals);
    return writing.whole(whole, literals);
  }

  #holds({ again }: Repair, effort: Effort): Shown | undefined {
    const { claim, instead, suppositions } = this.#patient;
    const formula = (there: There): Node | undefined => {
      const draft = this.#draftAt(there);
      const node = again(draft);
      return node && meant(draft.words, node);
    };
    return suppositions.holds(claim, { instead, formula }, effort);
  }

  /** Whether a repair equals one that holds, for all values of the quantities: quicker to show than that it holds, too. */
  #areAlike(other: Repair, right: Repair): boolean {
    const { claim, instead, suppositions } = this.#patient;
    return suppositions.theres(claim, instead).every((there) => {
      const draft = this.#draftAt(there);
      const [a, b] = [other.again(draft), right.again(draft)];
      if (a?.shape.join() !== b?.shape.join()) return false;
      return a !== undefined && b !== undefined && suppositions.areEqual(a, b, there, claim);
    });
  }

  #draftAt(there: There): Draft {
    const known = this.#drafts.get(there) ?? this.#drafted(there);
    this.#drafts.set(there, known);
    return known;
  }

  #drafted({ claimed, target, problem, earlier, gradients, reading }: There): Draft {
    const { claim } = this.#patient;
    const before = Object.entries(earlier).filter(([name]) => name !== claim.name);
    const words = vocabularyOf(problem, Object.fromEntries(before), target, gradients);
    const scope = { ...problem.sizes, ...earlier, ...problem.quantities, ...words.quantities };
    return {
      formula: claimed && over(words, claimed),
      words,
      written: reading && {
        text: reading.text,
        scope,
        read: (text, more = {}) => reading.read(text, { ...scope, ...more }),
        tree: (text) => parseTree(text, scope),
      },
    };
  }
}

const simplified = (node: Node): Node => (simplify([node]) as [Node])[0];
const simplest = ({ node }: Repair): Node => simplified(node);

const sizeOf = ({ node }: Repair): number => topological([node]).length;

interface Right {
  readonly repair: Repair;
  readonly written: string;
  readonly shown: Shown;
}
