// Where everything is that a program touches: parameters, inputs and constants, updates in place, and what is computed.
import { isParameter, type Node } from "@cadena/graph";
import type { Step } from "@cadena/graph/extend";
import type { Precision } from "../emit/lanes/width.ts";
import type { Buffer } from "../loops/expression.ts";
import type { Lowered } from "../lower/lower.ts";
import { loweringOf } from "../lower/lowering.ts";
import { planned, roomFor } from "../memory/plan.ts";
import { usesOf } from "../memory/uses.ts";
import { inPlace } from "./inPlace.ts";
import type { Memory, View } from "./memory.ts";
import type { Parameters } from "./parameters.ts";

/** The memory of one program. */
export interface Placed {
  /** Where a buffer is; within `scratch` if it is local. */
  readonly addressOf: (buffer: Buffer) => number;
  readonly view: (buffer: Buffer) => View;
  /** Where the room begins that statements use while they run. */
  readonly scratch: number;
  /** How many bytes that room has. */
  readonly room: number;
  /** Updates that are not computed in the place of their parameter, and have to be moved there after a run. */
  readonly moved: readonly { readonly parameter: Node; readonly next: Buffer }[];
}

/** Finds a place for all buffers of a step in the memory of a session; constants are written there. */
export function placed(
  { outputs, updates }: Pick<Step, "outputs" | "updates">,
  lowered: Lowered,
  memory: Memory,
  parameters: Parameters,
  precision: Precision,
): Placed {
  const places = given(lowered, memory, parameters, precision);
  const { statements } = lowered;
  const uses = usesOf(statements);
  const isInPlace = inPlace(statements, uses, lowered.outputs);
  const moved: { parameter: Node; next: Buffer }[] = [];
  for (const [k, [parameter]] of updates.entries()) {
    const next = lowered.outputs[outputs.length + k] as Buffer;
    const old = lowered.given.get(parameter);
    // A parameter that nothing reads has its place from here on too: memory does not grow during a run.
    const at = parameters.placeOf(parameter);
    if (!places.has(next) && isInPlace(next, old)) places.set(next, at);
    else moved.push({ parameter, next });
  }
  const plan = planned(
    statements,
    uses,
    { kept: new Set(places.keys()), results: lowered.outputs },
    precision,
  );
  const base = memory.take(plan.bytes);
  for (const [buffer, at] of plan.places) places.set(buffer, base + at);
  for (const [buffer, at] of plan.local) places.set(buffer, at);
  const addressOf = (buffer: Buffer): number => places.get(buffer) ?? base;
  const view = (buffer: Buffer): View => memory.view(addressOf(buffer), buffer.dtype, buffer.size);
  return { addressOf, view, scratch: base + plan.scratch, room: plan.bytes - plan.scratch, moved };
}

/** The places of what is there before a run: parameters, inputs and constants, which are written here. */
function given(
  lowered: Lowered,
  memory: Memory,
  parameters: Parameters,
  precision: Precision,
): Map<Buffer, number> {
  const places = new Map<Buffer, number>();
  for (const [node, buffer] of lowered.given) {
    if (isParameter(node)) places.set(buffer, parameters.placeOf(node));
    else {
      const at = memory.take(roomFor(buffer, precision));
      places.set(buffer, at);
      const lowering = loweringOf(node);
      if (lowering?.kind === "constant") {
        memory.view(at, buffer.dtype, buffer.size).set(lowering.value.data as ArrayLike<number>);
      }
    }
  }
  return places;
}
