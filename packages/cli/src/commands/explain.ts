// `cadena explain`: what the engine makes of a derivation's loss and of its gradients.
import { type Quantities, usualSizes } from "@cadena/checker";
import { isParameter, leavesOf } from "@cadena/graph";
import { toSvg } from "@cadena/notation";
import { type Explanation, explain } from "@cadena/wasm";
import { Exit, type Status } from "../exit.ts";
import type { Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import type { explainFormats } from "../output/formats.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";
import { chosen, claimedIn, gradientsOf, lossOf, titleOf } from "./ends.ts";

/** The options of `cadena explain`. */
export interface ExplainOptions {
  readonly format: (typeof explainFormats)[number];
  readonly precision: "float64" | "float32";
  readonly id?: string;
  readonly gradients?: true;
  readonly profile?: true;
}

/**
 * Explains the derivation in a file, or the one of an id among several.
 * @throws Problem where the derivation cannot be read or compiled
 */
export async function explainCommand(path: string, options: ExplainOptions, ready: Ready): Promise<Status> {
  const found = await chosen(path, options.id, ready);
  if (found === undefined) return Exit.unreadable;
  const { derivation, file } = found.model;
  try {
    const ends = endsOf(found.model, options.gradients === true);
    const { precision, profile = false } = options;
    const explanation = explain({ outputs: ends }, { precision, profile });
    const text = await written(titleOf(derivation), explanation, options);
    ready.out.write(`${text.trimEnd()}\n`);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(`cannot explain ${file}: ${await reasonOf(error, file)}`);
  }
  return found.isComplete ? Exit.expected : Exit.unreadable;
}

/** The loss, and its gradients where they are asked for; all quantities where there is no loss. */
function endsOf({ file, derivation }: Model, withGradients: boolean): Quantities {
  const { loss, quantities } = derivation.build(usualSizes(derivation.dimensions) as never);
  if (!withGradients) return loss === undefined ? quantities : lossOf(quantities, loss);
  if (loss === undefined) throw new Problem(`cannot explain ${file}: it has no loss to take gradients of`);
  const parameters = leavesOf([loss]).filter(isParameter);
  const by = {
    ...Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter])),
    ...claimedIn(derivation, quantities),
  };
  return { ...lossOf(quantities, loss), ...gradientsOf(loss, quantities, by) };
}

async function written(
  title: string,
  explanation: Explanation,
  { format, precision }: ExplainOptions,
): Promise<string> {
  const { outputs, names, groups, nodes, parts, memory, leastMemory } = explanation;
  switch (format) {
    case "text":
      return `${title}\n\n${explanation}`;
    case "svg":
      return toSvg(outputs, { title, names, groups });
    case "json": {
      const told = nodes.map(({ node, ...fate }) => ({ ...fate, op: node.op.name, shape: node.shape }));
      return JSON.stringify({ title, precision, memory, leastMemory, parts, nodes: told }, null, 2);
    }
  }
}
