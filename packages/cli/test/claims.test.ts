// Claims in files of notes, and conditions, that the command line adds to a model.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { derivation } from "@cadena/checker";
import { add, div, input, matmul, mul, type Node, parameter, square, sub, sum } from "@cadena/graph";
import { describe, expect, test } from "vitest";
import { models, runs } from "./surroundings.ts";

/** Least squares with weight decay, as plainly as a model can be written. */
const regression = {
  dimensions: { n: 3, m: 4 },
  build: ({ n, m }: { n: number; m: number }) => {
    const [X, Y, W, λ] = [input("X", [n, m]), input("Y", [1, m]), parameter("W", [1, n]), input("λ", [])];
    const Z = matmul(W, X);
    const E = sub(Z, Y);
    const loss = add(div(sum(square(E)), 2 * m), mul(div(λ, 2 * m), sum(square(W))));
    return { loss, quantities: { X, Y, W, λ, Z, E } };
  },
};

const cube = derivation({
  id: "cube",
  title: "A cube",
  dimensions: {},
  build: () => {
    const x = input("x", []);
    return { loss: mul(x, square(x)), quantities: { x } };
  },
});

async function checked(
  defaults: Readonly<Record<string, unknown>>,
  notes: Readonly<Record<string, string>>,
  ...options: string[]
) {
  const { path, importModule } = models(defaults);
  for (const [name, text] of Object.entries(notes)) writeFileSync(join(path, name), text);
  const files = Object.keys(notes).flatMap((name) => ["--claims", join(path, name)]);
  const { status, out, err } = await runs(["check", path, ...files, ...options], importModule);
  const bare = (text: string): string => text.replaceAll(`${path}/`, "");
  return { status, out: bare(out), err: bare(err) };
}

/** Name, formula and verdict of each claim. */
const rows = (out: string): string[] =>
  out.split("\n").flatMap((line) => {
    const [, name, formula, word] = /^ {2}(\S+) {2,}(.+?) {2,}([A-Z]+) {2,}E\d/.exec(line) ?? [];
    return name === undefined ? [] : [`${name} = ${formula}: ${word}`];
  });

describe("a plain model and a file of notes", () => {
  test("are enough for a check", async () => {
    const notes = `# Least squares
With $Z = W X$ and $E = Z - Y$, the cost is
$$ J = \\frac{1}{2m} \\sum_{i=1}^m e^{(i)} e^{(i)} + \\frac{\\lambda}{2m} \\|W\\|_F^2 $$
where $m$ counts the examples. Hence

1. dZ = E / m
2. $\\frac{\\partial J}{\\partial W} = dZ X^T + \\frac{\\lambda}{m} W$, not $dW = dZ X^T$ (wrong).

~~~python
dW = np.dot(E, X.T) / m + lambd / m * W
W = W - alpha * dW
~~~
`;
    const { status, out, err } = await checked({ "net.ts": regression }, { "notes.md": notes });
    expect(rows(out)).toEqual([
      "Z = W X: EXACT",
      "E = Z - Y: EXACT",
      "J = \\frac{1}{2m} \\sum_{i=1}^m e^{(i)} e^{(i)} + \\frac{\\lambda}{2m} \\|W\\|_F^2: EXACT",
      "dZ = E / m: EXACT",
      "dW = dZ X^T + \\frac{\\lambda}{m} W: EXACT",
      "dW = dZ X^T: REFUTED",
      "dW = np.dot(E, X.T) / m + lambd / m * W: EXACT",
    ]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
  });

  test("show each bad formula at its place, and the others are checked", async () => {
    const notes = `- dZ = E / m
- dE = (Z - T) / m
- dW = dZ X + (λ/m) W
- dX = W^T dZ ^^ 2
- dB = dZ
- dλ = ‖W‖² / (2m)
- dY = -dE
`;
    const { status, out } = await checked({ "net.ts": regression }, { "notes.md": notes });
    expect(rows(out)).toEqual([
      "dZ = E / m: EXACT",
      "dE = (Z - T) / m: UNDECIDED",
      "dW = dZ X + (λ/m) W: WRONG",
      "dX = W^T dZ ^^ 2: UNDECIDED",
      "dB = dZ: UNDECIDED",
      "dλ = ‖W‖² / (2m): EXACT",
      "dY = -dE: EXACT",
    ]);
    for (const told of [
      `      parse: T is unknown (notes.md:2:13)
        - dE = (Z - T) / m
                    ^
        Hint: known are n, m, dZ, X, Y, W, λ, Z, ...
`,
      `      parse: the shapes do not fit: dZ [1, 4] · X [3, 4] (notes.md:3:11)
        - dW = dZ X + (λ/m) W
                  ^
        Hint: the transpose would fit: dZ Xᵀ
`,
      `      parse: ^ is not expected here, expected a number, a name or a bracket (notes.md:4:16)
        - dX = W^T dZ ^^ 2
                       ^
`,
      `      parse: dB is about no quantity of the model (notes.md:5:3)
        - dB = dZ
          ^^
`,
    ]) {
      expect(out).toContain(told);
    }
    expect(status).toBe(3);
  });

  test("have the exit status of the worst claim", async () => {
    const status = async (notes: string) =>
      (await checked({ "net.ts": regression }, { "notes.md": notes })).status;
    expect(await status("dZ = E / m")).toBe(0);
    expect(await status("dZ = E")).toBe(1);
    expect(await status("dZ = E / m (wrong)")).toBe(1);
    expect(await status("dZ = log(-E^2)")).toBe(2);
    expect(await status("dZ = E E\ndE = F")).toBe(3);
  });

  test("may be several files, read one after the other, beside claims of the model's own", async () => {
    const own = cube.claim("dx", { formula: ({ x }) => mul(3, square(x)) });
    const notes = { "a.md": "dx = 3x²", "b.txt": "dx = x^3 - x^2 (x - 3)" };
    expect(rows((await checked({ "cube.ts": own }, notes)).out)).toEqual([
      "dx = 3 * x²: EXACT",
      "dx = 3x²: EXACT",
      "dx = x^3 - x^2 (x - 3): EXACT",
    ]);
  });

  test("can define names on the way, which are told, and read where they are used", async () => {
    const notes = "With $g(t) = t²/2$, $s = 1/m$ and $L = g'(E)$: $dZ = s L$. And $r = ? q$.";
    const { out, err, status } = await checked({ "net.ts": regression }, { "a.md": notes });
    expect(rows(out)).toEqual(["dZ = s L: EXACT"]);
    const names = ["g(t)", "s", "L", "r"].map((name) => `${name} (line 1)`).join(", ");
    expect(err).toBe(`cadena: not checked, as the model does not have it: a.md: ${names}\n`);
    expect(status).toBe(0);
    const { out: bad } = await checked({ "net.ts": regression }, { "a.md": "s = ? m\n\ndZ = s E" });
    expect(bad).toContain("(a.md:1:5)\n        s = ? m\n            ^\n");
  });

  test("may write gradients with small letters where the model has large ones", async () => {
    const notes = "```python\nm = X.shape[1]\ndz = E / m\ndw = dz @ X.T + lambd / m * W\n```\n";
    const { out, err } = await checked({ "net.ts": regression }, { "a.md": notes });
    expect(rows(out)).toEqual(["dZ = E / m: EXACT", "dW = dz @ X.T + lambd / m * W: EXACT"]);
    expect(err).toBe("");
    const wrong = await checked({ "net.ts": regression }, { "a.md": notes.replace("E / m", "2 E / m") });
    expect(wrong.out).toMatch(
      /dW .* INHERITS .*\(the formula is right: its values inherit the error of dZ\)/,
    );
  });

  test("claim nothing about sizes and leaves, nor about the gradient with respect to a size", async () => {
    const notes = "m = 7\n\nW = W - 0.1 dW\n\nX = 3\n\ndm = 1\n";
    const { out, err, status } = await checked({ "net.ts": regression }, { "a.md": notes });
    expect(rows(out)).toEqual([]);
    expect(err).toBe(
      "cadena: no claim about net in a.md\ncadena: not checked, as the model does not have it: a.md: dm (line 7)\n",
    );
    expect(status).toBe(0);
  });

  test("are told where there are no claims in it", async () => {
    const { err, status } = await checked({ "cube.ts": cube }, { "a.md": "# Nothing" });
    expect({ err, status }).toEqual({ err: "cadena: no claim about cube in a.md\n", status: 0 });
  });

  test.each([
    ["none.md", "cannot read none.md: it does not exist"],
    ["folder", "cannot read folder: it is a folder"],
  ])("%s cannot be read", async (name, message) => {
    const { path, importModule } = models({ "cube.ts": cube });
    mkdirSync(join(path, "folder"));
    const ran = await runs(["check", join(path, "cube.ts"), "--claims", join(path, name)], importModule);
    expect({ ...ran, err: ran.err.replaceAll(`${path}/`, "") }).toEqual({
      status: 3,
      out: "",
      err: `cadena: ${message}\n`,
    });
  });
});

describe("of several derivations", () => {
  const both = { "cube.ts": cube, "net.ts": regression };

  test("claims need one to be chosen", async () => {
    const { err, status } = await checked(both, { "a.md": "dx = 3x²" });
    expect(err).toBe("cadena: --claims needs one derivation, and there are 2: choose by --id (cube, net)\n");
    expect(status).toBe(3);
    expect(rows((await checked(both, { "a.md": "dx = 3x²" }, "--id", "cube")).out)).toEqual([
      "dx = 3x²: EXACT",
    ]);
  });

  test("an id that is not there is told with those that are", async () => {
    expect((await checked(both, {}, "--id", "cub")).err).toBe(
      "cadena: no derivation cub (there are cube, net)\n",
    );
  });
});

/** One target, whose gradient is simpler where it sums to 1. */
const targets = derivation({
  id: "targets",
  title: "Targets that sum to 1",
  dimensions: { n: 3, m: 2 },
  build: ({ n, m }) => {
    const [P, Y] = [input("P", [n, m]), input("Y", [n, m])];
    const loss = sum(mul(square(P), sum(Y, { axis: 0, keepDims: true }) as Node));
    return { loss, quantities: { P, Y } };
  },
});

describe("a condition", () => {
  const wanted = targets.claim("dP", { formula: ({ P }) => mul(2, P) });

  test("on the command line holds for all claims, and is told with each verdict", async () => {
    expect((await checked({ "a.ts": wanted }, {})).status).toBe(1);
    const { out, status } = await checked({ "a.ts": wanted }, {}, "--given", "columns of Y sum to 1");
    expect(status).toBe(0);
    expect(out).toMatch(/dP {2}2 P {2,}EXACT .*given: the columns of Y sum to 1/);
  });

  test("in notes holds for the claims of all", async () => {
    const notes = "dP = 2P\n\n**Given:** the columns of $Y$ sum to 1.\n";
    const { out, status } = await checked({ "a.ts": targets }, { "a.md": notes });
    expect(rows(out)).toEqual(["dP = 2P: EXACT"]);
    expect(status).toBe(0);
  });

  test.each([
    ["Given: the columns of Q sum to 1", "condition: there is no leaf Q (the leaves are P, Y)"],
    ["given: Y is nice", 'given: "Y is nice" is no condition that can be read'],
    ["convention: upside down", "there is no convention upside down"],
  ])("in notes that cannot be read is an error at its place: %s", async (line, what) => {
    const { err, out, status } = await checked({ "a.ts": targets }, { "a.md": `dP = 2P\n${line}\n` });
    const [first, second] = err.split("\n");
    expect(first).toContain(`cadena: cannot check a.ts with a.md: parse: ${what}`);
    expect(first).toContain(`(a.md:2:${line.indexOf(":") + 3})`);
    expect(second).toBe(`  ${line}`);
    expect({ out, status }).toEqual({ out: "", status: 3 });
  });

  test("on a leaf that some derivations do not have is passed over there, and told", async () => {
    const { err, out } = await checked(
      { "a.ts": wanted, "b.ts": cube },
      {},
      "--given",
      "columns of Y sum to 1",
    );
    expect(err).toBe("cadena: --given the columns of Y sum to 1: there is no leaf Y in cube\n");
    expect(rows(out)).toEqual(["dP = 2 P: EXACT"]);
  });

  test.each([
    [
      "columns of Q sum to 1",
      /^cadena: --given the columns of Q sum to 1: there is no leaf Q \(the leaves are P, Y\)\n$/,
    ],
    ["Y is nice", /^cadena: given: "Y is nice" is no condition that can be read\n {2}Hint: /],
  ])("that no derivation can have is an error: %s", async (given, message) => {
    const { err, out, status } = await checked({ "a.ts": wanted }, {}, "--given", given);
    expect(err).toMatch(message);
    expect({ out, status }).toEqual({ out: "", status: 3 });
  });
});
