// Counter-examples made small, and saved as tests.
import {
  add,
  broadcastTo,
  input,
  log,
  matmul,
  mul,
  type Node,
  neg,
  parameter,
  relu,
  softmax,
  square,
  sub,
  sum,
} from "@cadena/graph";
import { describe, expect, test } from "vitest";
import {
  type Counterexample,
  check,
  columnsSumToOne,
  type DerivationResult,
  derivation,
  replay,
  shrunk,
  toTestFile,
} from "../src/index.ts";
import { layer, right } from "./models.ts";

/** The counter-example to the first claim. */
const found = ({ claims }: DerivationResult): Counterexample => {
  const finding = claims[0]?.evidence.finding;
  if (finding?.kind !== "entry") throw new Error("no counter-example");
  return finding;
};

const numbersIn = (value: unknown): number[] => [value].flat(9) as number[];

const linear = derivation({
  id: "linear",
  title: "Squares of a linear map",
  dimensions: { n: 4, m: 6 },
  build: ({ n, m }) => {
    const X: Node = input("X", [n, m]);
    const w: Node = parameter("w", [1, n]);
    return { loss: sum(square(matmul(w, X))), quantities: { X, w } };
  },
}).claim("dw", { formula: ({ w, X }) => matmul(matmul(w, X), X, { transposeB: true }) });

describe("a counter-example made small", { timeout: 60_000 }, () => {
  test("has small sizes, and zeros and ones as far as the sides stay apart", () => {
    const { sizes, point, claimed, automatic } = found(shrunk(linear, check(linear)));
    expect(sizes).toEqual({ n: 2, m: 3 });
    const numbers = numbersIn(Object.values(point));
    expect(numbers.every((x) => x === 0 || x === 1)).toBe(true);
    expect(numbers.filter((x) => x === 1).length).toBeLessThanOrEqual(4);
    expect(claimed[1] < automatic[0] || automatic[1] < claimed[0]).toBe(true);
  });

  test("is one still, at its own point", () => {
    const small = shrunk(linear, check(linear));
    expect(replay(linear, small).claims[0]?.counterexample).toBe("disjoint again");
  });

  test("keeps away from kinks, where a derivative is a convention", () => {
    const kinked = derivation({
      id: "kinked",
      title: "relu",
      dimensions: {},
      build: () => {
        const [x, y] = [input("x", []), input("y", [])];
        return { loss: mul(relu(x), y), quantities: { x, y } };
      },
    }).claim("dx", { formula: ({ y }) => mul(2, y) });
    expect(numbersIn(found(shrunk(kinked, check(kinked))).point.x)).not.toContain(0);
  });

  test("fulfils the conditions", () => {
    const conditioned = derivation({
      id: "classes",
      title: "Softmax and cross-entropy",
      dimensions: { c: 3, m: 4 },
      given: [columnsSumToOne("Y")],
      build: ({ c, m }) => {
        const [Z, Y] = [input("Z", [c, m]), input("Y", [c, m])] as [Node, Node];
        const P = softmax(Z, { axis: 0 });
        return { loss: neg(sum(mul(Y, log(P)))), quantities: { Z, Y, P } };
      },
    }).claim("dZ", { formula: ({ P, Y }) => sub(Y, P) });
    const { Y } = found(shrunk(conditioned, check(conditioned))).point as { Y: number[][] };
    expect((Y[0] as number[]).map((_, j) => Y.reduce((total, row) => total + (row[j] as number), 0))).toEqual(
      [1, 1, 1],
    );
    expect(numbersIn(Y).every(Number.isInteger)).toBe(true);
  });

  test("stays as it is where its values are given, or its error bars estimated", () => {
    const given = linear.claim("dX", { formula: ({ X }) => X, at: { w: [[0.3, 0.1, 0.2, 0.4]] } });
    const numeric = linear.claim("dX", { numbers: ({ X }) => X });
    for (const one of [given, numeric]) {
      const result = check(one);
      expect(shrunk(one, result).claims[1]).toEqual(result.claims[1]);
    }
  });

  test("is told apart from claims that hold", () => {
    const both = layer.claim("dZ", { formula: right.dZ }).claim("db", { formula: (s) => neg(right.db(s)) });
    const result = check(both);
    const small = shrunk(both, result);
    expect(small.claims[0]).toEqual(result.claims[0]);
    expect(small.claims[1]).not.toEqual(result.claims[1]);
  });
});

describe("a counter-example as a test file", { timeout: 60_000 }, () => {
  test("has the model in formulas, the point, and a check that refutes the claim there", () => {
    const text = toTestFile(linear, shrunk(linear, check(linear)), 0);
    expect(text).toMatch(
      /^\/\/ dw = w X Xᵀ is wrong in linear \(Squares of a linear map\), at n=2 m=3:\n\/\/ entry \[0, \d\]: the formula gives/,
    );
    expect(text).toContain('scope.J = parse("sum((w X)²)", scope);\n');
    expect(text).toContain("  dimensions: { n: { size: 2, fixed: true }, m: { size: 3, fixed: true } },\n");
    expect(text).toContain('}).claim("dw", {\n  of: "w",\n  formula: "w X Xᵀ",\n');
    expect(text).toContain("  expect(check(model, { points: 1, mistakes: [] })).toBeRefuted();\n");
  });

  test("can be about something that is no gradient", () => {
    const value = derivation({
      id: "value",
      title: "No loss",
      dimensions: {},
      build: () => ({ quantities: { x: input("x", []) as Node } }),
    }).claim("y", { of: ({ x }) => add(x, 1), formula: ({ x }) => add(x, 2) });
    const text = toTestFile(value, shrunk(value, check(value)), 0);
    expect(text).toContain('  of: () => parse("x + 1", scope),\n  formula: "x + 2",\n');
    expect(text).toContain("const point = { x: 0 };\n");
  });

  test("stretches a formula that is a number to the shape of what it is claimed to be", () => {
    const scalar = linear.claim("dX", { formula: ({ w, X }) => broadcastTo(sum(matmul(w, X)), X.shape) });
    const text = toTestFile(scalar, shrunk(scalar, check(scalar, { mistakes: [] })), 1);
    expect(text).toMatch(/formula: "broadcastTo\(sum\(w X\), \[\d, \d\]\)"/);
  });

  test("is not given for a claim without a counter-example, or with names that no formula can have", () => {
    const holds = layer.claim("dZ", { formula: right.dZ });
    expect(() => toTestFile(holds, check(holds), 0)).toThrow("layer: dZ has no counter-example");
    const odd = derivation({
      id: "odd",
      title: "An odd name",
      dimensions: {},
      build: () => {
        const x = input('x"; process.exit(); "', []);
        return { loss: square(x), quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => x });
    expect(() => toTestFile(odd, check(odd), 0)).toThrow(
      "odd: the counter-example to dx cannot be written in formulas",
    );
  });

  test("is code whatever the titles are", () => {
    const evil = derivation({
      id: "*/ evil\u2028process.exit()",
      title: "`\n//",
      dimensions: {},
      build: () => {
        const x = input("x", []);
        return { loss: square(x), quantities: { x } };
      },
    }).claim("dx", { formula: ({ x }) => x, text: 'x\n"' });
    const text = toTestFile(evil, check(evil), 0);
    const head = text.slice(0, text.indexOf("import ")).split(/[\n\r\u2028\u2029]/);
    expect(head.map((line) => line.slice(0, 3))).toEqual(["// ", "// ", "// ", ""]);
    expect(text).toContain('  title: "`\\n//",\n');
  });
});
