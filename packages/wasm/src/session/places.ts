// Where everything is that a program touches: parameters, inputs and constants, updates in place, and what is computed.
// All of it is taken at once, so that a program that does not fit changes nothing.
import { isParameter, type Node, type Tensor } from "@cadena/graph";
import type { Step } from "@cadena/graph/extend";
import { meeting as meetingPlace } from "../emit/fork.ts";
import type { Precision } from "../emit/lanes/width.ts";
import type { Buffer } from "../loops/expression.ts";
import type { Lowered } from "../lower/lower.ts";
import { loweringOf } from "../lower/lowering.ts";
import { type Plan, planned, roomFor } from "../memory/plan.ts";
import { usesOf } from "../memory/uses.ts";
import { inPlace } from "./inPlace.ts";
import { type Memory, type Region, sized, type View } from "./memory.ts";
import { firstValue, type Parameters } from "./parameters.ts";

/** The memory of one program. */
export interface Placed {
  /** Where a buffer is; within `scratch` if it is local. */
  readonly addressOf: (buffer: Buffer) => number;
  readonly view: (buffer: Buffer) => View;
  /** Where the room begins that statements use while they run, by the number of the thread. */
  readonly scratch: (thread: number) => number;
  /** Where threads meet, if there are several. */
  readonly meeting: number;
  /** Updates that are not computed in the place of their parameter, and have to be moved there after a run. */
  readonly moved: readonly { readonly parameter: Node; readonly next: Buffer }[];
  /** Where everything is, as text: equal for equal graphs whose programs have the same addresses in them. */
  readonly key: string;
  /** What has to be held for as long as the program may run. */
  readonly regions: readonly Region[];
}

/**
 * Finds a place for all buffers of a step in the memory of a session; constants are written there.
 * @throws BindingError for a parameter without a value; UnsupportedError where memory does not suffice
 */
export function placed(
  { outputs, updates }: Pick<Step, "outputs" | "updates">,
  lowered: Lowered,
  memory: Memory,
  parameters: Parameters,
  precision: Precision,
  threads = 1,
): Placed {
  const { statements, given } = lowered;
  const uses = usesOf(statements);
  const isInPlace = inPlace(statements, uses, lowered.outputs);
  // Parameters that nothing reads have their places from here on too: memory does not grow during a run.
  const owners = new Map<Buffer, Node>();
  for (const [node, buffer] of given) if (isParameter(node)) owners.set(buffer, node);
  const moved: { parameter: Node; next: Buffer }[] = [];
  for (const [k, [parameter]] of updates.entries()) {
    const next = lowered.outputs[outputs.length + k] as Buffer;
    if (!owners.has(next) && isInPlace(next, given.get(parameter))) owners.set(next, parameter);
    else moved.push({ parameter, next });
  }
  const constants = [...given].filter(([node]) => !node.op.isLeaf);
  const inputs = [...given].filter(([node]) => node.op.isLeaf && !isParameter(node));
  const plan = planned(
    statements,
    uses,
    {
      kept: new Set([...owners.keys(), ...constants.map(([, buffer]) => buffer)]),
      inputs: inputs.map(([, buffer]) => buffer),
      results: lowered.outputs,
    },
    precision,
  );
  const all = new Set([...owners.values(), ...updates.map(([parameter]) => parameter)]);
  const fresh = [...all].filter((parameter) => parameters.regionOf(parameter) === undefined);
  const values = fresh.map(firstValue);
  const fixed = constants.map(([, buffer]) => roomFor(buffer, precision));
  const room = plan.bytes - plan.scratch;
  const { regions, shared } = memory.take({
    regions: [
      ...fresh.map((parameter) => parameters.roomFor(parameter)),
      fixed.reduce((a, b) => a + b, 0),
      ...(threads > 1 ? [meetingPlace.bytes] : []),
    ],
    shared: plan.bytes + (threads - 1) * room,
    largest: () => largest(plan, fresh, precision),
  });
  for (const [k, parameter] of fresh.entries()) {
    parameters.place(parameter, regions[k] as Region, values[k] as Tensor);
  }
  const places = new Map<Buffer, number>();
  for (const [buffer, at] of plan.places) places.set(buffer, shared.at + at);
  for (const [buffer, at] of plan.local) places.set(buffer, at);
  for (const [buffer, parameter] of owners) places.set(buffer, parameters.regionOf(parameter)?.at as number);
  const first = (regions[fresh.length] as Region).at;
  let next = first;
  for (const [k, [node, buffer]] of constants.entries()) {
    places.set(buffer, next);
    const lowering = loweringOf(node);
    if (lowering?.kind === "constant") {
      memory.view(next, buffer.dtype, buffer.size).set(lowering.value.data as ArrayLike<number>);
    }
    next += fixed[k] as number;
  }
  // A thread that is late may look for work there even after the program has been collected.
  const meeting = regions[fresh.length + 1];
  if (meeting !== undefined) {
    memory.keep(meeting);
    memory.view(meeting.at, "integer", meeting.bytes / 4).fill(0);
  }
  const addressOf = (buffer: Buffer): number => places.get(buffer) ?? shared.at;
  return {
    addressOf,
    view: (buffer) => memory.view(addressOf(buffer), buffer.dtype, buffer.size),
    scratch: (thread) => shared.at + plan.scratch + thread * room,
    meeting: meeting?.at ?? 0,
    moved,
    key: [
      shared.at,
      constants.length > 0 ? first : 0,
      meeting?.at,
      [...owners.values()].map((parameter) => parameters.regionOf(parameter)?.at),
    ].join(" "),
    regions: [...[...all].map((parameter) => parameters.regionOf(parameter) as Region), ...regions, shared],
  };
}

/** The largest of what a program needs, for people. */
function largest(plan: Plan, parameters: readonly Node[], precision: Precision): string {
  return [
    ...[...plan.places.keys()].map((buffer) => ({ name: buffer.name, bytes: roomFor(buffer, precision) })),
    ...parameters.map((node) => ({ name: String(node), bytes: roomFor(node, precision) })),
  ]
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map(({ name, bytes }) => `${name} (${sized(bytes)})`)
    .join(", ");
}
