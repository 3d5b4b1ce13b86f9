// `cadena graph`: draws a derivation's loss over its named quantities.
import { extname } from "node:path";
import { usualSizes } from "@cadena/checker";
import { mergeEqual, type Node } from "@cadena/graph";
import { type DrawOptions, toDot, toSvg } from "@cadena/notation";
import { Exit, type Status } from "../exit.ts";
import type { Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import { checkPlace, replaceFile } from "../output/replace.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";
import { chosen, claimedIn, gradientsOf, lossOf, titleOf } from "./ends.ts";

/** The options of `cadena graph`. */
export interface GraphOptions {
  readonly output?: string;
  readonly id?: string;
  readonly gradients?: true;
}

type Draw = (outputs: readonly Node[], options: DrawOptions) => string | Promise<string>;

/** How a picture is drawn, by the ending of its file. */
const formats: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  [".svg", toSvg],
  [".dot", (...what) => `${toDot(...what)}\n`],
]);

/**
 * Draws the derivation in a file, or the one of an id among several.
 * @throws Problem for wrong usage, and where the derivation cannot be read or drawn
 */
export async function graphCommand(path: string, options: GraphOptions, ready: Ready): Promise<Status> {
  const { output } = options;
  const draw = formats.get(output === undefined ? ".dot" : extname(output));
  if (draw === undefined) {
    throw new Problem(`cannot write ${output}: a picture ends in ${[...formats.keys()].join(" or ")}`);
  }
  if (output !== undefined) checkPlace(output);

  const found = await chosen(path, options.id, ready);
  if (found === undefined) return Exit.unreadable;
  const picture = await drawn(found.model, options.gradients === true, draw);
  if (output === undefined) ready.out.write(picture);
  else replaceFile(output, picture);
  return found.isComplete ? Exit.expected : Exit.unreadable;
}

async function drawn({ file, derivation }: Model, withGradients: boolean, draw: Draw): Promise<string> {
  try {
    const { loss, quantities } = derivation.build(usualSizes(derivation.dimensions) as never);
    const ends = loss === undefined ? quantities : lossOf(quantities, loss);
    const claimed =
      withGradients && loss !== undefined
        ? gradientsOf(loss, quantities, claimedIn(derivation, quantities))
        : {};
    const outputs = { ...ends, ...claimed };
    // Equal nodes are drawn once.
    const all = { ...quantities, ...outputs };
    const merged = mergeEqual(Object.values(all));
    const names = Object.fromEntries(Object.keys(all).map((name, k) => [name, merged[k] as Node]));
    const title = titleOf(derivation);
    return await draw(
      Object.keys(outputs).map((name) => names[name] as Node),
      { title, names },
    );
  } catch (error) {
    throw new Problem(`cannot draw ${file}: ${await reasonOf(error, file)}`);
  }
}
