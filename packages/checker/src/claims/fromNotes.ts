// Notes in Markdown or plain text become claims about a model: which quantity each is about, and what it is read over.
import { CadenaError, type Node, reshape } from "@cadena/graph";
import {
  type ClaimsOptions,
  misread,
  parseClaims,
  parseSettings,
  type ScopeTable,
  type Subject,
  subjectOf,
  type WrittenClaim,
  type WrittenSetting,
} from "@cadena/notation";
import type { Condition } from "../derivation/condition.ts";
import { parseCondition } from "../derivation/conditions/index.ts";
import type { AnyDerivation, Claim, ClaimDefinition, Convention } from "../derivation/derivation.ts";
import { readOver } from "./definitions.ts";
import { leafNamed, type Problem, pose } from "./problem.ts";

/** A derivation with the claims of notes, and what else the notes say. */
export interface Noted {
  readonly derivation: AnyDerivation;
  /** Formulas for names that the model does not have. Later claims can use them; they are not checked themselves. */
  readonly definitions: readonly WrittenClaim[];
}

/**
 * Adds the claims of notes to a derivation: for gradients (dW2, ∂J/∂W2), for quantities of the model that are no
 * leaves (Z1 = W1 X + b1), and for the cost (J). A formula that cannot be read, or is about a quantity that is not
 * there, is a claim that stays undecided and shows its place. Conditions and the convention stand in lines of their
 * own: `given: the columns of Y sum to 1`, `convention: per example`; where no convention is said, the claims decide.
 * @param text Markdown or plain text; what counts as a claim is told by `parseClaims` of @cadena/notation
 * @throws ParseError for such a line that cannot be read, CadenaError where the derivation cannot be built
 * @example
 * const model = derivation({
 *   id: "square",
 *   title: "A square",
 *   dimensions: { n: 3 },
 *   build: ({ n }) => {
 *     const x = input("x", [n]);
 *     return { loss: sum(square(x)), quantities: { x } };
 *   },
 * });
 * check(withNotes(model, "With $s = 2$, the gradient is $dx = s x$.").derivation).claims[0]?.verdict //=> exact
 */
export function withNotes(derivation: AnyDerivation, text: string, options: ClaimsOptions = {}): Noted {
  const problem = pose(derivation);
  const settings = parseSettings(text, options);
  const reader = new Reader(problem, conventionOf(settings));
  for (const claim of parseClaims(text, options)) reader.read(claim);
  const { claims, costs, definitions } = reader;
  const build = (sizes: never): ReturnType<AnyDerivation["build"]> => {
    const built = derivation.build(sizes);
    const named = costs.map((name) => [name, built.loss as Node] as const);
    return { ...built, quantities: { ...Object.fromEntries(named), ...built.quantities } };
  };
  return {
    derivation: {
      ...derivation,
      build: costs.length === 0 ? derivation.build : build,
      given: [...(derivation.given ?? []), ...conditionsOf(settings, problem)],
      claims: [...derivation.claims, ...claims],
    },
    definitions,
  };
}

/** Reads one claim after the other, each over what stands before it. */
class Reader {
  readonly claims: Claim[] = [];
  /** Names of the cost that the model does not have itself. */
  readonly costs: string[] = [];
  readonly definitions: WrittenClaim[] = [];
  /** The definitions, and other names of gradients, as later formulas find them. */
  readonly #names: WrittenClaim[] = [];
  readonly #problem: Problem;
  readonly #convention: Convention | "auto";

  constructor(problem: Problem, convention: Convention | "auto") {
    this.#problem = problem;
    this.#convention = convention;
  }

  read(claim: WrittenClaim): void {
    const { sizes, quantities, loss } = this.#problem;
    let subject: Subject | undefined;
    try {
      subject = subjectOf(claim, [...Object.keys(quantities), ...Object.keys(sizes)]);
    } catch (error) {
      const tell = (): never => {
        throw error;
      };
      this.#add(claim.name, claim, { of: tell, formula: tell });
      return;
    }
    const isOwn =
      subject === undefined ||
      (subject.kind === "cost" && loss === undefined) ||
      (subject.kind === "gradient" && !Object.hasOwn(quantities, subject.of));
    if (isOwn) {
      this.definitions.push(claim);
      this.#names.push(claim);
    } else this.#readAbout(subject as Subject, claim);
  }

  #readAbout({ kind, of }: Subject, claim: WrittenClaim): void {
    const known = [...this.#names];
    const read = (text: string, scope: ScopeTable): Node => {
      const node = readOver(scope, known, { ...claim, text });
      const about = scope[of] as Node;
      // A number is a matrix of one element: in notes, Σ_i dz^(i) is db.
      return node.size === 1 && about.size === 1 ? reshape(node, about.shape) : node;
    };
    const formula = (scope: ScopeTable): Node => read(claim.text, scope);
    if (kind === "gradient") {
      const name = `d${of}`;
      this.#add(name, claim, { of, formula, read, convention: this.#convention, layout: "auto" });
      // Later formulas say dz2, where the model's name is Z2.
      const isAlike = claim.whole !== name && claim.whole.toLowerCase() === name.toLowerCase();
      if (isAlike && !claim.erratum) this.#names.push({ ...claim, text: name });
      return;
    }
    // Sizes and leaves are what they are: `W1 = W1 - 0.1 dW1` claims nothing.
    const node = this.#problem.quantities[of];
    if (kind === "quantity" && (node === undefined || node.op.isLeaf)) return;
    if (kind === "cost") this.costs.push(of);
    this.#add(of, claim, { of: (scope) => scope[of] as Node, formula, read });
  }

  #add(name: string, { erratum, text }: WrittenClaim, states: States): void {
    this.claims.push({ name, erratum, states: { ...states, text } as Claim["states"] });
  }
}

type States = ClaimDefinition<Readonly<Record<string, Node>>, Record<never, never>>;

/** The convention of all gradients; the last line that says one, and where none does, what they agree in. */
function conventionOf(settings: readonly WrittenSetting[]): Convention | "auto" {
  const said = settings.filter(({ name }) => name === "convention").at(-1);
  if (said === undefined) return "auto";
  const convention = said.value.toLowerCase().replaceAll(" ", "-");
  if (convention === "cost" || convention === "per-example") return convention;
  throw misread(said, `there is no convention ${said.value}`, "there are cost and per example");
}

function conditionsOf(settings: readonly WrittenSetting[], problem: Problem): Condition[] {
  return settings
    .filter(({ name }) => name === "given")
    .map((setting) => {
      try {
        const condition = parseCondition(setting.value);
        leafNamed(problem, condition.of, "condition");
        return condition;
      } catch (error) {
        if (error instanceof CadenaError) throw misread(setting, error.what, error.hint);
        throw error;
      }
    });
}
