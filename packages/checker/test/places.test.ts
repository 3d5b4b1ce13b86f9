/**
 * Wrong numbers that are those of the right formula with another part at one place of it. The formula that is told is
 * read again, and must give the numbers; the wrong ones come from formulas as text, evaluated by the interpreter.
 */
import { type AnyDerivation, ArraysModel, derivation } from "@cadena/checker";
import {
  add,
  evaluate,
  input,
  leavesOf,
  matmul,
  mul,
  type Node,
  parameter,
  relu,
  softmax,
  square,
  sub,
  sum,
  Tensor,
  tanh,
} from "@cadena/graph";
import { parse } from "@cadena/notation";
import { describe, expect, test } from "vitest";

const sizes = { n: 4, h: 3, m: 5 };

const scores = derivation({
  id: "scores",
  title: "Columns of shares",
  dimensions: sizes,
  build: ({ n, m }) => {
    const [Z, Y] = [input("Z", [n, m]), input("Y", [n, m])] as [Node, Node];
    const P = softmax(Z, { axis: 0 });
    return { loss: sum(square(sub(P, Y) as Node)), quantities: { Z, Y, P } };
  },
});

const steps = derivation({
  id: "steps",
  title: "Three steps in time",
  dimensions: sizes,
  build: ({ n, h, m }) => {
    const [U, V] = [parameter("U", [h, n]), parameter("V", [h, h])] as [Node, Node];
    const quantities: Record<string, Node> = { U, V, H0: input("H0", [h, m]) };
    for (const k of [1, 2, 3]) {
      const X = input(`X${k}`, [n, m]) as Node;
      const Z = add(matmul(U, X), matmul(V, quantities[`H${k - 1}`] as Node)) as Node;
      Object.assign(quantities, { [`X${k}`]: X, [`Z${k}`]: Z, [`H${k}`]: tanh(Z) });
    }
    const { H1, H2, H3 } = quantities as { H1: Node; H2: Node; H3: Node };
    return { loss: sum(square(add(H1, mul(H2, H3)) as Node)), quantities };
  },
});

const gates = derivation({
  id: "gates",
  title: "What is let through",
  dimensions: sizes,
  build: ({ n, m }) => {
    const Z = input("Z", [n, m]) as Node;
    const A = relu(Z);
    const B = mul(A, Z) as Node;
    return { loss: sum(square(B)), quantities: { Z, A, B } };
  },
});

/** Values whose entries have nothing in common. */
const wave = (node: Node): Tensor => {
  const phase = [...(node.name ?? "")].reduce((total, sign) => 3 * total + sign.charCodeAt(0), 0);
  const entry = (_: unknown, k: number): number =>
    1.4 * Math.sin(2.3 * k + phase) + 0.3 * Math.cos(5.1 * k * k);
  return new Tensor(node.shape, Float64Array.from({ length: node.size }, entry));
};

/** A model at its data: gradients and formulas over them as numbers. */
function at(model: AnyDerivation) {
  const { quantities, loss } = model.build(sizes as never);
  const leaves = leavesOf([loss as Node]);
  const values = Object.fromEntries(leaves.map((leaf) => [leaf.name ?? "", wave(leaf)]));
  const against = new ArraysModel(model, values);
  const bound = new Map(leaves.map((leaf) => [leaf, values[leaf.name ?? ""] as Tensor]));
  const scope: Record<string, Node | number> = { ...sizes, ...quantities };
  return {
    named: (name: string, formula: string): void => {
      scope[name] = parse(formula, scope);
    },
    numbers: (formula: string): Tensor => {
      const node = parse(formula, scope);
      return evaluate(
        [node],
        new Map([...bound].filter(([leaf]) => leavesOf([node]).includes(leaf))),
      )[0] as Tensor;
    },
    asked: (name: string, array: Tensor, what: "gradient" | "value" = "gradient") => {
      const quantity = what === "value" ? name : name.slice(1);
      const [result] = against.compared([{ name, quantity, what, array }], { convention: "cost" }).arrays;
      return result?.explanations ?? [];
    },
  };
}

const ofShares = at(scores);
ofShares.named("dP", "2 (P - Y)");
ofShares.named("dY", "-dP");
const ofSteps = at(steps);
for (const [name, formula] of Object.entries({
  dH3: "2 (H1 + H2 * H3) * H2",
  dZ3: "dH3 * (1 - H3^2)",
  dH2: "2 (H1 + H2 * H3) * H3 + V^T dZ3",
  dZ2: "dH2 * (1 - H2^2)",
  dH1: "2 (H1 + H2 * H3) + V^T dZ2",
  dZ1: "dH1 * (1 - H1^2)",
}))
  ofSteps.named(name, formula);
const ofGates = at(gates);
ofGates.named("dB", "2 B");
ofGates.named("dA", "dB * Z");

type Model = ReturnType<typeof at>;

const cases: [Model, name: string, formula: string, text: string][] = [
  // Under a sum, nothing tells what should stand there: it is tried.
  [
    ofShares,
    "dZ",
    "P * (dP - sum(dP, axis=0, keepdims))",
    "has dP where dP * P belongs: it is P * (dP - sum(dP, axis=0, keepDims))",
  ],
  [
    ofShares,
    "dZ",
    "P * (dP - sum(dP * Z, axis=0, keepdims))",
    "has Z where P belongs: it is P * (dP - sum(dP * Z, axis=0, keepDims))",
  ],
  [
    ofShares,
    "dZ",
    "P * (dP - sum(dP + P, axis=0, keepdims))",
    "has dP + P where dP * P belongs: it is P * (dP - sum((dP + P), axis=0, keepDims))",
  ],
  [
    ofShares,
    "dZ",
    "P * (dP - mean(dP * P, axis=0, keepdims))",
    "has 1/n * sum(dP * P, axis=0, keepDims) where sum(dP * P, axis=0, keepDims) belongs: it is P * (dP - (1/n * sum(dP * P, axis=0, keepDims)))",
  ],
  // In a formula that is multiplied out.
  [
    ofShares,
    "dZ",
    "P * dP - Y * sum(dP * P, axis=0, keepdims)",
    "has Y where P belongs: it is P * dP - Y * sum(dP * P, axis=0, keepDims)",
  ],
  // In one step in time, and in two of them.
  [
    ofSteps,
    "dV",
    "dZ1 H0^T + dZ2 H2^T + dZ3 H2^T",
    "has H2 where H1 belongs: it is dZ3 H2^T + dZ2 H2^T + dZ1 H0^T",
  ],
  [ofSteps, "dV", "dZ1 H0^T + dZ3 H2^T", "is dZ3 H2^T + dZ1 H0^T"],
  [ofSteps, "dV", "-(dZ1 H0^T + dZ3 H2^T) + dZ2 H1^T", "is dZ2 H1^T - (dZ3 H2^T + dZ1 H0^T)"],
  [
    ofSteps,
    "dV",
    "(dZ1 H0^T) * (dZ3 H2^T) + dZ2 H1^T",
    "has dZ3 H2^T * dZ1 H0^T where dZ3 H2^T + dZ1 H0^T belongs: it is (dZ3 H2^T * dZ1 H0^T) + dZ2 H1^T",
  ],
  [
    ofSteps,
    "dZ3",
    "dH3 * (1 - (H3 - 0.01 dH3)^2)",
    "has H3 - 0.01 * dH3 where H3 belongs, as if H3 had been updated before: it is dH3 * (1 - (H3 - 0.01 * dH3)^2)",
  ],
  // Numbers, exponents, bounds.
  [ofSteps, "dZ3", "dH3 * (1 - H3^3)", "has H3^3 where H3^2 belongs: it is dH3 * (1 - H3^3)"],
  [
    ofSteps,
    "dH2",
    "2.5 (H1 + H2 * H3) * H3 + V^T dZ3",
    "has 2.5 where 2 belongs: it is 2.5 * (H1 + H2 * H3) * H3 + V^T dZ3",
  ],
  [
    ofSteps,
    "dV",
    "dZ1 H0^T + dZ2 H1^T + maximum(-1, minimum(1, dZ3 H2^T))",
    "has dZ3 H2^T cut off at 1 where dZ3 H2^T belongs: it is (dZ3 H2^T cut off at 1) + dZ2 H1^T + dZ1 H0^T",
  ],
  [ofGates, "dZ", "dA * [Z > 1] + dB * A", "has 1 where 0 belongs: it is dB * A + where(Z > 1, dA, 0)"],
];

describe("a mistake at one place of a formula is told", () => {
  test.each(cases.map(([model, ...rest]) => [...rest, model] as const))(
    "%s = %s %s",
    (name, formula, text, model) => {
      expect(model.asked(name, model.numbers(formula))[0]?.text).toBe(text);
    },
  );

  test("with a formula that gives the numbers, whichever of the explanations it is", () => {
    let count = 0;
    for (const [model, name, formula] of cases) {
      const array = model.numbers(formula);
      for (const { text } of model.asked(name, array)) {
        const told = /^(?:is|.*: it is) (.*)$/.exec(text)?.[1];
        if (told === undefined || text.includes("cut off")) continue;
        const made = model.numbers(told);
        const most = Math.max(...array.data.map(Math.abs));
        const off = array.data.map((x, k) => Math.abs(x - (made.data[k] as number)));
        expect([text, Math.max(...off) <= 1e-9 * most]).toEqual([text, true]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(cases.length);
  });

  test("in the form in which the gradient is claimed", () => {
    const claimed = scores.claim("dZ", {
      formula: "2 (P * (P - Y) - P * sum(P * (P - Y), axis=0, keepdims))",
    });
    const model = at(claimed);
    const formula = "2 (P * (P - Y) - P * sum(P * (P + Y), axis=0, keepdims))";
    expect(model.asked("dZ", model.numbers(formula))[0]?.text).toBe(
      "has P + Y where P - Y belongs: it is 2 (P * (P - Y) - P * sum(P * (P + Y), axis=0, keepDims))",
    );
  });

  test("but not against a claim that is wrong", () => {
    const model = at(scores.claim("dZ", { formula: "P * (P - Y) - sum(Z, axis=0, keepdims)" }));
    const told = model.asked("dZ", model.numbers("P * (P * Y) - sum(Z, axis=0, keepdims)"));
    expect(told.filter(({ kind }) => kind !== "pattern")).toEqual([]);
  });

  test("of a value, in its own formula", () => {
    expect(ofSteps.asked("Z2", ofSteps.numbers("U X2 + V^T H1"), "value")[0]?.text).toBe(
      "has V^T H1 where V H1 belongs: it is U X2 + (V^T H1)",
    );
    expect(ofSteps.asked("H2", ofSteps.numbers("σ(Z2)"), "value")[0]?.text).toBe("is σ(Z2)");
  });

  test("but not that two factors stand for each other which are 0 where the numbers differ", () => {
    const { shape, data } = ofSteps.numbers("dH2");
    const place = ofSteps.numbers("Z2").data.findIndex((x) => x < 0);
    const odd = new Tensor(
      shape,
      Float64Array.from(data, (x, k) => (k === place ? x + 1.2345 : x)),
    );
    expect(ofSteps.asked("dH2", odd).filter(({ kind }) => kind !== "pattern")).toEqual([]);
  });

  test("in floats of 32 bits as well", () => {
    const exact = ofSteps.numbers("dZ1 H0^T + dZ2 H2^T + dZ3 H2^T");
    const short = new Tensor(exact.shape, Float64Array.from(exact.data, Math.fround));
    expect(ofSteps.asked("dV", short)[0]?.text).toBe(
      "has H2 where H1 belongs: it is dZ3 H2^T + dZ2 H2^T + dZ1 H0^T",
    );
  });
});
