// Gradient descent, with momentum or without.
import { add, DomainError, mul, type Node, type Operand, sub } from "@cadena/graph";
import { checkDecay, checkGradients, checkRate, type Optimiser, remembered } from "./optimiser.ts";

/** How gradient descent goes. */
export interface SgdOptions {
  /** α: a number above 0, or a scalar node. */
  readonly learningRate: Operand;
  /** μ in [0, 1); 0 by default. */
  readonly momentum?: number;
  /** Look ahead along the momentum; false by default. */
  readonly nesterov?: boolean;
}

/**
 * Gradient descent: w ← w - α g. With momentum, v ← μ v + g and w ← w - α v; Nesterov's form takes g + μ v instead of
 * v. Sources: B. T. Polyak 1964; Y. Nesterov 1983, in the form of I. Sutskever et al., ICML 2013, as in PyTorch.
 * @throws DomainError for a rate that is out of its range, or Nesterov's form without momentum
 * @example
 * const w = parameter("w", [], { initial: 1 });
 * const session = new Session();
 * const updates = sgd({ learningRate: 0.1 }).updates([w], [mul(2, w)]);
 * session.compile({ outputs: [], updates }).run();
 * String(session.read(w)) //=> 0.8
 */
export function sgd({ learningRate, momentum = 0, nesterov = false }: SgdOptions): Optimiser {
  checkRate("sgd", learningRate);
  checkDecay("sgd", "the momentum", momentum);
  if (nesterov && momentum === 0) throw new DomainError("sgd: Nesterov's form needs a momentum above 0");
  const state = (parameters: readonly Node[]): Node[] =>
    momentum === 0 ? [] : parameters.map((w) => remembered(w, "momentum"));
  return {
    state,
    updates: (parameters, gradients, velocities = state(parameters)) => {
      checkGradients(parameters, gradients);
      return parameters.flatMap((w, k) => {
        const g = gradients[k] as Node;
        const v = velocities[k];
        if (v === undefined) return [[w, sub(w, mul(learningRate, g))] as const];
        const next = add(mul(momentum, v), g);
        const step = nesterov ? add(g, mul(momentum, next)) : next;
        return [[w, sub(w, mul(learningRate, step))] as const, [v, next] as const];
      });
    },
  };
}
