// By which rules others tell whether a gradient is right, with the defaults that they document; written anew from the
// documentation. tf.test.compute_gradient is not among them: it returns two matrices and no verdict.
import { type Differences, product } from "./differences.ts";
import type { Elements, Precision } from "./floats.ts";
import { type Random, random } from "./random.ts";

/** One rule. */
export interface Rule {
  readonly name: string;
  readonly precision: Precision;
  /** Whether a gradient passes. */
  readonly accepts: (gradient: Elements, differences: Differences) => boolean;
}

/** A direction that is always the same for a parameter of a size. */
const direction = (kind: string, size: number, draw: (stream: Random) => number): number[] => {
  const stream = random(`${kind} ${size}`);
  return Array.from({ length: size }, () => draw(stream));
};

const every = (
  gradient: Elements,
  numeric: readonly number[],
  isClose: (a: number, b: number) => boolean,
): boolean => numeric.every((d, i) => isClose(gradient[i] as number, d));

/** |a - b| <= atol + rtol |b|, as in NumPy's and PyTorch's allclose. */
const allclose =
  (atol: number, rtol: number) =>
  (a: number, b: number): boolean =>
    Math.abs(a - b) <= atol + rtol * Math.abs(b);

/** https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html: eps, atol, rtol. */
const gradcheck: Rule = {
  name: "gradcheck",
  precision: "float64",
  accepts: (gradient, differences) => every(gradient, differences.entries(1e-6), allclose(1e-5, 1e-3)),
};

/**
 * https://docs.pytorch.org/docs/stable/notes/gradcheck.html, "Fast gradcheck": one positive direction of length 1, and
 * the absolute tolerance times the sum of its entries.
 */
const fastMode: Rule = {
  name: "gradcheck fast mode",
  precision: "float64",
  accepts: (gradient, differences) => {
    const positive = direction("fast", differences.size, ({ uniform }) => uniform());
    const length = Math.hypot(...positive);
    const u = positive.map((x) => x / length);
    const sum = u.reduce((a, b) => a + b);
    return allclose(1e-5 * sum, 1e-3)(product(gradient, u), differences.along(u, 1e-6));
  },
};

/**
 * https://docs.jax.dev/en/latest/_autosummary/jax.test_util.check_grads.html: one random direction, a step of 1e-4, and
 * the tolerance of the type, both absolute and relative. A random cotangent scales both sides.
 */
const jax = (name: string, precision: Precision, tolerance: number): Rule => ({
  name,
  precision,
  accepts: (gradient, differences) => {
    const tangent = direction("JAX", differences.size, ({ normal }) => normal());
    const [cotangent] = direction("JAX cotangent", 1, ({ normal }) => normal()) as [number];
    const expected = cotangent * differences.along(tangent, 1e-4);
    return allclose(tolerance, tolerance)(cotangent * product(gradient, tangent), expected);
  },
});

/**
 * https://pytensor.readthedocs.io/en/latest/extending/unittest.html, verify_grad: forward differences with the step of
 * the type, two random projections of the output; it fails where both the absolute and the relative error of an entry
 * exceed the tolerance of the type.
 */
const pytensor = (name: string, precision: Precision, step: number, tolerance: number): Rule => ({
  name,
  precision,
  accepts: (gradient, differences) =>
    direction("PyTensor", 2, ({ uniform }) => uniform() + 0.5).every((projection) =>
      every(gradient, differences.entries(step, "forward"), (a, b) => {
        const difference = Math.abs(projection * (a - b));
        const size = Math.max(Math.abs(projection * a) + Math.abs(projection * b), 1e-8);
        return difference <= tolerance || difference / size <= tolerance;
      }),
    ),
});

/** https://cs231n.github.io/neural-networks-3/#gradcheck: h = 1e-5, the relative error against the larger number. */
const cs231n = (name: string, tolerance: number): Rule => ({
  name,
  precision: "float64",
  accepts: (gradient, differences) =>
    every(gradient, differences.entries(1e-5), (a, b) => {
      const size = Math.max(Math.abs(a), Math.abs(b));
      return size === 0 || Math.abs(a - b) / size < tolerance;
    }),
});

const norm = (x: Elements): number => Math.hypot(...Array.from(x));

/**
 * The exercise on gradient checking in DeepLearning.AI's course on deep neural networks: eps = 1e-7, and a mistake
 * where |grad - gradapprox| / (|grad| + |gradapprox|) is more than 2e-7.
 */
const deepLearningAI: Rule = {
  name: "DeepLearning.AI",
  precision: "float64",
  accepts: (gradient, differences) => {
    const numeric = differences.entries(1e-7);
    const difference = norm(numeric.map((d, i) => (gradient[i] as number) - d));
    return difference / (norm(gradient) + norm(numeric)) <= 2e-7;
  },
};

/**
 * pyadjoint's taylor_test (https://pyadjoint.org): the remainder |f(x + h u) - f(x) - h g u| at h = 0.01 / 2^k for
 * k = 0 to 3 has to fall with a rate of 2, in practice with more than 1.9.
 */
const taylor: Rule = {
  name: "Taylor remainder",
  precision: "float64",
  accepts: (gradient, differences) => {
    const u = direction("Taylor", differences.size, ({ normal }) => normal());
    const slope = product(gradient, u);
    const start = differences.value(u, 0);
    const rest = [0.01, 0.005, 0.0025, 0.00125].map((h) =>
      Math.abs(differences.value(u, h) - start - h * slope),
    ) as [number, number, number, number];
    return [0, 1, 2].every((k) => Math.log2((rest[k] as number) / (rest[k + 1] as number)) > 1.9);
  },
};

export const rules: readonly Rule[] = [
  gradcheck,
  fastMode,
  jax("JAX check_grads", "float64", 1e-5),
  jax("JAX check_grads, float32", "float32", 2e-3),
  pytensor("PyTensor verify_grad", "float64", 1e-7, 1e-4),
  pytensor("PyTensor verify_grad, float32", "float32", 3e-4, 1e-2),
  cs231n("CS231n < 1e-7", 1e-7),
  cs231n("CS231n < 1e-4", 1e-4),
  deepLearningAI,
  taylor,
];
