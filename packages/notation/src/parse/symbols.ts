// The signs of formulas in the writings of mathematics, NumPy, MATLAB and LaTeX, each brought to one form.

/** Signs of plain text and what they stand for; longer ones come first. */
export const signs: readonly (readonly [written: string, sign: string])[] = [
  ["**", "^"],
  [".*", "*"],
  ["./", "/"],
  [".^", "^"],
  [":=", "="],
  ["==", "="],
  ["!=", "≠"],
  ["<=", "≤"],
  [">=", "≥"],
  ["&&", "∧"],
  ["\\\\", "\\\\"],
  ...[..."+-*/@·×^()[]{}|‖,:.=≠<≤>≥∧∨¬√⊤&"].map((sign) => [sign, sign] as const),
  ["ᵀ", "⊤"],
  ["−", "-"],
  ["–", "-"],
  ["⊙", "*"],
  ["∘", "*"],
  ["∗", "*"],
  ["⋅", "·"],
  ["÷", "/"],
  ["∕", "/"],
  ["'", "'"],
  ["′", "'"],
];

/** Commands of LaTeX that change nothing but the looks. */
export const silent: ReadonlySet<string> = new Set(
  "left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr displaystyle textstyle limits nolimits quad qquad thinspace boxed , ; ! : > mathstrut nonumber".split(
    " ",
  ),
);

/** Commands of LaTeX that stand for a sign. */
export const commands: ReadonlyMap<string, string> = new Map(
  Object.entries({
    cdot: "·",
    odot: "*",
    circ: "*",
    ast: "*",
    times: "×",
    div: "/",
    le: "≤",
    leq: "≤",
    leqslant: "≤",
    ge: "≥",
    geq: "≥",
    geqslant: "≥",
    lt: "<",
    gt: ">",
    ne: "≠",
    neq: "≠",
    wedge: "∧",
    land: "∧",
    vee: "∨",
    lor: "∨",
    neg: "¬",
    lnot: "¬",
    top: "⊤",
    intercal: "⊤",
    frac: "frac",
    dfrac: "frac",
    tfrac: "frac",
    sqrt: "√",
    lbrace: "(",
    rbrace: ")",
    "{": "(",
    "}": ")",
    lbrack: "[",
    rbrack: "]",
    vert: "|",
    lvert: "|",
    rvert: "|",
    "|": "‖",
    Vert: "‖",
    lVert: "‖",
    rVert: "‖",
    "\\": "\\\\",
  }),
);

/** Commands of LaTeX around a name that change its looks alone. */
export const fonts =
  "mathbf|mathrm|mathit|mathsf|mathcal|mathbb|boldsymbol|bm|text|textbf|textrm|textit|operatorname";

/** What stands for a name: a command of LaTeX, or a single sign. */
export const namesOfSigns: ReadonlyMap<string, string> = new Map([
  ["\\sum", "Σ"],
  ["∑", "Σ"],
  ["\\partial", "∂"],
  ["\\infty", "∞"],
  ["∞", "∞"],
]);

/** Libraries whose functions are known: np.sum is sum. */
export const libraries: ReadonlySet<string> = new Set(
  "np numpy jnp torch tf math Math F nn functional linalg special scipy".split(" "),
);
