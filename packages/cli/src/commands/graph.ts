// `cadena graph`: draws a derivation's loss over its named quantities.
import { extname } from "node:path";
import { type AnyDerivation, type Quantities, quantityOf, usualSizes } from "@cadena/checker";
import { gradients, mergeEqual, type Node } from "@cadena/graph";
import { type DrawOptions, toDot, toSvg } from "@cadena/notation";
import { Exit, type Status } from "../exit.ts";
import { load, type Model } from "../load/load.ts";
import { reasonOf } from "../load/reason.ts";
import { checkPlace, replaceFile } from "../output/replace.ts";
import { Problem } from "../problem.ts";
import type { Ready } from "../surroundings.ts";

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
export async function graphCommand(
  path: string,
  options: GraphOptions,
  { out, err, importModule }: Ready,
): Promise<Status> {
  const { output } = options;
  const draw = formats.get(output === undefined ? ".dot" : extname(output));
  if (draw === undefined) {
    throw new Problem(`cannot write ${output}: a picture ends in ${[...formats.keys()].join(" or ")}`);
  }
  if (output !== undefined) checkPlace(output);

  const { models, problems, warnings } = await load([path], importModule);
  for (const message of [...warnings, ...problems.map((problem) => problem.message)])
    err.write(`cadena: ${message}\n`);
  if (models.length === 0) return Exit.unreadable;
  const picture = await drawn(chosen(models, path, options.id), options.gradients === true, draw);
  if (output === undefined) out.write(picture);
  else replaceFile(output, picture);
  return problems.length === 0 ? Exit.expected : Exit.unreadable;
}

function chosen(models: readonly Model[], path: string, id: string | undefined): Model {
  const ids = models.map(({ derivation }) => derivation.id).join(", ");
  if (id === undefined) {
    const [only, ...others] = models;
    if (only !== undefined && others.length === 0) return only;
    throw new Problem(`${path} has ${models.length} derivations: choose one by --id (${ids})`);
  }
  const model = models.find(({ derivation }) => derivation.id === id);
  if (model === undefined) throw new Problem(`no derivation ${id} in ${path} (there are ${ids})`);
  return model;
}

async function drawn({ file, derivation }: Model, withGradients: boolean, draw: Draw): Promise<string> {
  try {
    const { loss, quantities } = derivation.build(usualSizes(derivation.dimensions) as never);
    const ends = loss === undefined ? quantities : lossOf(quantities, loss);
    const claimed = withGradients && loss !== undefined ? claimedGradients(derivation, loss, quantities) : {};
    const outputs = { ...ends, ...claimed };
    // Equal nodes are drawn once.
    const all = { ...quantities, ...outputs };
    const merged = mergeEqual(Object.values(all));
    const names = Object.fromEntries(Object.keys(all).map((name, k) => [name, merged[k] as Node]));
    const title = `${derivation.id}: ${derivation.title}`;
    return await draw(
      Object.keys(outputs).map((name) => names[name] as Node),
      { title, names },
    );
  } catch (error) {
    throw new Problem(`cannot draw ${file}: ${await reasonOf(error, file)}`);
  }
}

/** The loss under the name that it has among the quantities; without one, as J. */
function lossOf(quantities: Quantities, loss: Node): Quantities {
  const name = Object.keys(quantities).find((one) => quantities[one] === loss);
  return { [name ?? ("J" in quantities ? "loss" : "J")]: loss };
}

/** The gradients that claims are about, named as ∂J/∂Z. */
function claimedGradients({ claims }: AnyDerivation, loss: Node, quantities: Quantities): Quantities {
  const [lossName] = Object.keys(lossOf(quantities, loss));
  const claimed = new Set(claims.map((claim) => quantityOf(claim, quantities)));
  const names = Object.keys(quantities).filter((name) => claimed.has(name));
  const found = gradients(
    loss,
    names.map((name) => quantities[name] as Node),
  );
  return Object.fromEntries(names.map((name, k) => [`∂${lossName}/∂${name}`, found[k] as Node]));
}
