// Equations: what a formula may be rewritten to without becoming another function. Each is named by itself and holds
// wherever both sides are defined.
import { apply, number, product, sameShape, type Term, total, transposed } from "./terms.ts";

/** What a formula becomes, or undefined where the equation does not fit it. */
export type Rewrite = (term: Term) => Term | undefined;

const f = apply;
const [one, two, half] = [number(1), number(2), number(0.5)];

/** An equation for up to three operands. */
type Equation = (a: Term, b: Term, c: Term) => Term | undefined;
const of = (equation: Equation, operands: readonly Term[]): Term | undefined =>
  equation(...(operands as [Term, Term, Term]));

/** An equation for a function of this name. */
const on =
  (name: string, equation: Equation): Rewrite =>
  (term) =>
    term.name === name ? of(equation, term.args) : undefined;

/** An equation for a function of a function, with the operands of the inner one first. */
const inside =
  (name: string, inner: string, equation: Equation): Rewrite =>
  (term) => {
    const [a, ...others] = term.args;
    return term.name === name && a?.name === inner ? of(equation, [...a.args, ...others]) : undefined;
  };

/** Whether a formula is positive by its form. */
function isPositive({ name, args }: Term): boolean {
  if (name === "exp" || name === "sigmoid") return true;
  if (Number(name) > 0) return true;
  if (name === "add" && args.every((a) => isPositive(a) || a.name === "square")) return args.some(isPositive);
  return ["mul", "add", "div"].includes(name) && args.every(isPositive);
}
const ifPositive = (terms: readonly Term[], then: Term): Term | undefined =>
  terms.every(isPositive) ? then : undefined;

export const equations: Readonly<Record<string, Rewrite>> = {
  "a + b = b + a": on("add", (a, b) => f("add", b, a)),
  "a b = b a": on("mul", (a, b) => f("mul", b, a)),
  "(a + b) + c = a + (b + c)": inside("add", "add", (a, b, c) => f("add", a, f("add", b, c))),
  "(a b) c = a (b c)": inside("mul", "mul", (a, b, c) => f("mul", a, f("mul", b, c))),
  "(a + b) c = a c + b c": inside("mul", "add", (a, b, c) => f("add", f("mul", a, c), f("mul", b, c))),
  "(a + b) / c = a / c + b / c": inside("div", "add", (a, b, c) => f("add", f("div", a, c), f("div", b, c))),
  "a - b = a + -b": on("sub", (a, b) => f("add", a, f("neg", b))),
  "a - b = -(b - a)": on("sub", (a, b) => f("neg", f("sub", b, a))),
  "a / b = a (1 / b)": on("div", (a, b) => f("mul", a, f("div", one, b))),
  "a = 2 a - a": (a) => f("sub", f("mul", two, a), a),
  "a = (a + 1/3) - 1/3": (a) => f("sub", f("add", a, number(1 / 3)), number(1 / 3)),
  "a = 0.1 (10 a)": (a) => f("mul", number(0.1), f("mul", number(10), a)),
  "a = --a": (a) => f("neg", f("neg", a)),
  "a² = a a": on("square", (a) => f("mul", a, a)),
  "a = aᵀᵀ": (a) => transposed(transposed(a)),
  "(A B)ᵀ = Bᵀ Aᵀ": inside("transpose", "matmul", (a, b) => product(transposed(b), transposed(a))),
  "A B = (Bᵀ Aᵀ)ᵀ": on("matmul", (a, b) => transposed(product(transposed(b), transposed(a)))),
  "(A B) C = A (B C)": inside("matmul", "matmul", (a, b, c) => product(a, product(b, c))),
  "(A + B) C = A C + B C": inside("matmul", "add", (a, b, c) =>
    sameShape(a, b) ? f("add", product(a, c), product(b, c)) : undefined,
  ),
  "Σ (a + b) = Σ a + Σ b": inside("sum1", "add", (a, b) =>
    sameShape(a, b) ? f("add", total(a, 1), total(b, 1)) : undefined,
  ),
  "Σ (A B) = A Σ B": inside("sum1", "matmul", (a, b) => product(a, total(b, 1))),
  "Σ a = (Σ aᵀ)ᵀ": on("sum1", (a) => transposed(total(transposed(a), 0))),
  "f(a)ᵀ = f(aᵀ)": on("transpose", (a) =>
    elementwise.has(a.name) ? f(a.name, ...a.args.map(transposed)) : undefined,
  ),
  "e^(a + b) = e^a e^b": inside("exp", "add", (a, b) => f("mul", f("exp", a), f("exp", b))),
  "e^a = 1 / e^-a": on("exp", (a) => f("div", one, f("exp", f("neg", a)))),
  "e^a = (e^(a/2))²": on("exp", (a) => f("square", f("exp", f("mul", half, a)))),
  "e^log a = a": (a) => ifPositive([a], f("exp", f("log", a))),
  "log e^a = a": (a) => f("log", f("exp", a)),
  "log(a b) = log a + log b": inside("log", "mul", (a, b) =>
    ifPositive([a, b], f("add", f("log", a), f("log", b))),
  ),
  "log a = -log(1 / a)": on("log", (a) => f("neg", f("log", f("div", one, a)))),
  "log a = 2 log √a": on("log", (a) => f("mul", two, f("log", f("sqrt", a)))),
  "√(a b) = √a √b": inside("sqrt", "mul", (a, b) => ifPositive([a, b], f("mul", f("sqrt", a), f("sqrt", b)))),
  "√a = a / √a": on("sqrt", (a) => f("div", a, f("sqrt", a))),
  "√a = e^(log(a) / 2)": on("sqrt", (a) => f("exp", f("mul", half, f("log", a)))),
  "a = √a²": (a) => ifPositive([a], f("sqrt", f("square", a))),
  "|a| = √a²": on("abs", (a) => f("sqrt", f("square", a))),
  "σ(a) = 1 / (1 + e^-a)": on("sigmoid", (a) => f("div", one, f("add", one, f("exp", f("neg", a))))),
  "σ(a) = 1 - σ(-a)": on("sigmoid", (a) => f("sub", one, f("sigmoid", f("neg", a)))),
  "tanh a = 2 σ(2a) - 1": on("tanh", (a) => f("sub", f("mul", two, f("sigmoid", f("mul", two, a))), one)),
  "tanh a = -tanh -a": on("tanh", (a) => f("neg", f("tanh", f("neg", a)))),
  "softplus a = a + softplus -a": on("softplus", (a) => f("add", a, f("softplus", f("neg", a)))),
  "softplus a = log(1 + e^a)": on("softplus", (a) => f("log", f("add", one, f("exp", a)))),
  "softplus a = -log σ(-a)": on("softplus", (a) => f("neg", f("log", f("sigmoid", f("neg", a))))),
  "sin a = -sin -a": on("sin", (a) => f("neg", f("sin", f("neg", a)))),
  "sin a = 2 sin(a/2) cos(a/2)": on("sin", (a) => {
    const b = f("mul", half, a);
    return f("mul", two, f("mul", f("sin", b), f("cos", b)));
  }),
  "cos a = 1 - 2 sin²(a/2)": on("cos", (a) =>
    f("sub", one, f("mul", two, f("square", f("sin", f("mul", half, a))))),
  ),
  "relu a = a + relu -a": on("relu", (a) => f("add", a, f("relu", f("neg", a)))),
  "relu a = max(a, 0 a)": on("relu", (a) => f("maximum", a, f("mul", number(0), a))),
  "|a| = relu a + relu -a": on("abs", (a) => f("add", f("relu", a), f("relu", f("neg", a)))),
  "max(a, b) = max(b, a)": on("maximum", (a, b) => f("maximum", b, a)),
  "max(a, b) = b + relu(a - b)": on("maximum", (a, b) => f("add", b, f("relu", f("sub", a, b)))),
};

const elementwise = new Set([
  "neg",
  "exp",
  "sigmoid",
  "tanh",
  "sin",
  "cos",
  "square",
  "add",
  "sub",
  "mul",
  "relu",
]);

/** Everywhere inside a formula, in some order: a formula there, and the whole with it replaced. */
function places(term: Term): { readonly there: Term; readonly replaced: (by: Term) => Term }[] {
  return [
    { there: term, replaced: (by) => by },
    ...term.args.flatMap((arg, k) =>
      places(arg).map(({ there, replaced }) => ({
        there,
        replaced: (by: Term) => ({ ...term, args: term.args.with(k, replaced(by)) }),
      })),
    ),
  ];
}

/** One of the ways to rewrite a formula by one of the rows of a table, at one place; undefined where none fits. */
export function rewritten(
  term: Term,
  table: Readonly<Record<string, Rewrite>>,
  choice: readonly [place: number, row: number],
): { readonly by: string; readonly term: Term } | undefined {
  const everywhere = places(term);
  const { there, replaced } = everywhere[choice[0] % everywhere.length] as (typeof everywhere)[number];
  const fitting = Object.entries(table).flatMap(([by, rewrite]) => {
    const made = rewrite(there);
    return made !== undefined && sameShape(made, there) ? [{ by, term: replaced(made) }] : [];
  });
  return fitting[choice[1] % fitting.length];
}
