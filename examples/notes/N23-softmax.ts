// N23. Softmax: t = e^z; a_i = t_i / sum_j t_j; and the notes' numbers for z = (5, 2, -1, 3). The scan has e^-z_i in
// the numerator.
import { type AnyDerivation, derivation } from "@cadena/checker";
import { div, exp, input, neg, softmax, sum } from "@cadena/graph";

const general = derivation({
  id: "N23",
  title: "Softmax",
  dimensions: { C: { size: 4, admits: (C) => C > 1 }, m: 5 },
  build: ({ C, m }) => {
    const [z, Z] = [input("z", [C]), input("Z", [C, m])];
    return { quantities: { z, t: exp(z), a: softmax(z), Z, A: softmax(Z, { axis: 0 }) } };
  },
})
  .claim("a", { of: ({ a }) => a, text: "t / sum(t)", formula: ({ t }) => div(t, sum(t)) })
  .claim("A", {
    of: ({ A }) => A,
    text: "e^Z / sum(e^Z, axis 0)",
    formula: ({ Z }) => div(exp(Z), sum(exp(Z), { axis: 0, keepDims: true })),
  })
  .erratum("a as read", {
    of: ({ a }) => a,
    text: "e^-z / sum(t)",
    formula: ({ z, t }) => div(exp(neg(z)), sum(t)),
  });

const at = { z: [5, 2, -1, 3] };

const given = derivation({
  id: "N23 numbers",
  title: "Softmax of given numbers",
  dimensions: {},
  build: () => {
    const z = input("z", [4]);
    const t = exp(z);
    return { quantities: { z, t, total: sum(t), a: softmax(z) } };
  },
})
  .claim("t", { of: ({ t }) => t, at, values: [148.4, 7.4, 0.4, 20.1], decimals: 1 })
  .claim("sum of t", { of: ({ total }) => total, at, values: 176.3, decimals: 1 })
  .claim("a", { of: ({ a }) => a, at, values: [0.842, 0.042, 0.002, 0.114], decimals: 3 });

const rows: readonly AnyDerivation[] = [general, given];
export default rows;
