// Adam: steps scaled by running means of the gradient and of its square.
import {
  add,
  cast,
  constant,
  div,
  expm1,
  integers,
  log,
  mul,
  type Node,
  neg,
  type Operand,
  parameter,
  sqrt,
  square,
  sub,
} from "@cadena/graph";
import {
  checkDecay,
  checkGradients,
  checkRate,
  type Optimiser,
  remembered,
  type Update,
} from "./optimiser.ts";

/** How Adam goes. */
export interface AdamOptions {
  /** α: a number above 0, or a scalar node; 0.001 by default. */
  readonly learningRate?: Operand;
  /** The decay of the mean gradient, in [0, 1); 0.9 by default. */
  readonly beta1?: number;
  /** The decay of the mean squared gradient, in [0, 1); 0.999 by default. */
  readonly beta2?: number;
  /** Keeps the quotient finite; 1e-8 by default. */
  readonly epsilon?: number;
}

/**
 * Adam: m ← β₁ m + (1 - β₁) g and v ← β₂ v + (1 - β₂) g² are corrected for their start at 0, and
 * w ← w - α m̂ / (√v̂ + ε). Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
 * algorithm 1.
 * @throws DomainError for a rate that is out of its range
 * @example
 * const w = parameter("w", [], { initial: 1 });
 * const session = new Session();
 * const updates = adam({ learningRate: 0.1 }).updates([w], [mul(2, w)]);
 * session.compile({ outputs: [], updates }).run();
 * String(session.read(w)) //=> 0.9000000
 */
export function adam(options: AdamOptions = {}): Optimiser {
  const { learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  checkRate("adam", learningRate);
  checkDecay("adam", "beta1", beta1);
  checkDecay("adam", "beta2", beta2);
  const state = (parameters: readonly Node[]): Node[] => [
    parameter("adam.step", [], { initial: integers(0), dtype: "integer" }),
    ...parameters.map((w) => remembered(w, "mean")),
    ...parameters.map((w) => remembered(w, "square")),
  ];
  return {
    state,
    updates: (parameters, gradients, [step, ...moments] = state(parameters)) => {
      checkGradients(parameters, gradients);
      const next = add(step as Node, constant(integers(1)));
      const count = cast(next, "real");
      const correction1 = weightSeen(beta1, count);
      const correction2 = weightSeen(beta2, count);
      const updates = parameters.flatMap((w, k): Update[] => {
        const g = gradients[k] as Node;
        const m = moments[k] as Node;
        const v = moments[parameters.length + k] as Node;
        const mean = add(mul(beta1, m), mul(1 - beta1, g));
        const meanSquare = add(mul(beta2, v), mul(1 - beta2, square(g)));
        const scale = add(sqrt(div(meanSquare, correction2)), epsilon);
        const move = mul(learningRate, div(div(mean, correction1), scale));
        return [
          [w, sub(w, move)],
          [m, mean],
          [v, meanSquare],
        ];
      });
      return [[step as Node, next], ...updates];
    },
  };
}

/** 1 - β^t: what the weights of a running mean add up to after t steps; exact also where β^t is close to 1. */
const weightSeen = (beta: number, t: Node): Node => neg(expm1(mul(t, log(beta))));
