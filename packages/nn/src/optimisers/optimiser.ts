// What an optimiser is: pure functions that give graphs. The next values of parameters are nodes, and so is what the
// optimiser remembers between steps.
import { DomainError, type Node, type Operand, parameter, ShapeError, Tensor } from "@cadena/graph";

/** A parameter and its next value, as `Session.compile` takes it. */
export type Update = readonly [parameter: Node, next: Node];

/** Turns gradients into updates. */
export interface Optimiser {
  /**
   * Makes what is remembered between steps, as parameters that start at 0 and have path names such as
   * `0.weight.momentum`. Programs that share a session share it when they are compiled with the same nodes.
   */
  state(parameters: readonly Node[]): readonly Node[];
  /**
   * The next values of the parameters and of the state.
   * @param gradients of the loss, one for each parameter
   * @param state made by `state`; made anew where it is left out
   * @throws ShapeError where a gradient has not the shape of its parameter
   */
  updates(parameters: readonly Node[], gradients: readonly Node[], state?: readonly Node[]): Update[];
}

/** Every gradient has to belong to its parameter. */
export function checkGradients(parameters: readonly Node[], gradients: readonly Node[]): void {
  if (parameters.length !== gradients.length) {
    throw new ShapeError(`optimiser: ${parameters.length} parameters, but ${gradients.length} gradients`);
  }
  for (const [k, parameter] of parameters.entries()) {
    const gradient = gradients[k] as Node;
    if (gradient.shape.join() !== parameter.shape.join()) {
      throw new ShapeError(`optimiser: the gradient of ${parameter} is ${gradient}`, [
        parameter.shape,
        gradient.shape,
      ]);
    }
  }
}

/** A learning rate is a number above 0, or a scalar node: an input, or a parameter that a schedule writes to. */
export function checkRate(name: string, rate: Operand): void {
  if (typeof rate === "number" && !(rate > 0 && rate < Number.POSITIVE_INFINITY)) {
    throw new DomainError(`${name}: a learning rate is a number above 0, got ${rate}`);
  }
  if (typeof rate === "object" && rate.shape.length > 0) {
    throw new ShapeError(`${name}: a learning rate is a scalar, got ${rate}`, [rate.shape]);
  }
}

/** A decay rate lies in 0 .. 1, without the 1. */
export function checkDecay(name: string, what: string, rate: number): void {
  if (!(rate >= 0 && rate < 1)) throw new DomainError(`${name}: ${what} lies in [0, 1), got ${rate}`);
}

/** A parameter of another's shape that starts at 0 and is named after it. */
export function remembered(w: Node, what: string): Node {
  const initial = new Tensor(w.shape, new Float64Array(w.size));
  return parameter(`${w.name ?? "parameter"}.${what}`, w.shape, { initial });
}
