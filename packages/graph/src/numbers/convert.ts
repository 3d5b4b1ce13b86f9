// Between tensors, which users hold, and values of a number system. Both ways copy: what an evaluation holds shares no
// memory with what its user does.

import { UnsupportedError } from "../node/errors.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Machine, Value } from "./value.ts";

/** A tensor as a value: its numbers are constants of the number system. */
export function toValue<T, B>({ reals: n }: Machine<T, B>, { shape, data, dtype }: Tensor): Value<T, B> {
  if (dtype === "integer") return { dtype, shape, data: data.slice() };
  if (dtype === "boolean") {
    const truths = n.booleans(data.length);
    for (let i = 0; i < data.length; i++) truths[i] = n.truth(data[i] === 1);
    return { dtype, shape, data: truths };
  }
  const reals = n.reals(data.length);
  for (let i = 0; i < data.length; i++) reals[i] = n.constant(data[i] as number);
  return { dtype, shape, data: reals };
}

/** A value as a tensor; real numbers by their nearest float. */
export function toTensor<T, B>({ reals: n }: Machine<T, B>, value: Value<T, B>): Tensor {
  if (value.dtype === "several")
    throw new UnsupportedError("evaluate: an op with several results has no value: pick one of them");
  const { shape, data, dtype } = value;
  if (dtype === "integer") return new Tensor(shape, Int32Array.from(data));
  if (dtype === "boolean")
    return new Tensor(
      shape,
      Uint8Array.from(data, (b) => (n.decide(b) ? 1 : 0)),
    );
  if (data instanceof Float64Array || data instanceof Float32Array) return new Tensor(shape, data.slice());
  return new Tensor(
    shape,
    Float64Array.from(data, (x) => n.toNumber(x)),
  );
}
