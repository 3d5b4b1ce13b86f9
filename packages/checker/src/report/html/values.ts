// The values of all quantities and of all drawn nodes, and their gradients, at one point, on demand.
import { CadenaError, float64, type Node } from "@cadena/graph";
import { toText } from "@cadena/notation";
import { elements, prepared } from "../../evidence/program.ts";
import { nameInMath } from "./formula.ts";
import { html, type Markup } from "./markup.ts";
import { numbers } from "./matrix.ts";
import type { Place } from "./place.ts";

/**
 * A table of values and gradients; undefined where they cannot be computed in floats.
 * @param places nodes that are drawn, by the names under which their rows are found
 */
export function valuesOf(
  place: Place,
  nameOfLoss: string | null,
  places: ReadonlyMap<string, Node>,
): Markup | undefined {
  try {
    return html`<details class="values"><summary>Values${
      place.world.problem.loss !== undefined && " and gradients"
    } at ${place.title}</summary>${table(place, nameOfLoss, places)}</details>`;
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

function table(
  { world: { problem }, ground }: Place,
  nameOfLoss: string | null,
  places: ReadonlyMap<string, Node>,
): Markup {
  const { quantities, loss, reached, gradient } = problem;
  const isNamed = loss === undefined || Object.values(quantities).includes(loss);
  const names = { ...quantities, ...(isNamed ? {} : { [nameOfLoss ?? "J"]: loss }) };
  const nameOf = new Map(Object.entries(names).map(([name, node]) => [node, name]));
  const placeOf = new Map(Array.from(places, ([place, node]) => [node, place]));
  const nodes = [...new Set([...Object.values(names), ...places.values()])];
  const at = ground.points.at(float64, 0);
  const numbersOf = (node: Node): ArrayLike<number> => elements(float64, prepared([node])(float64, at)[0]);
  const rows = nodes.map((node) => {
    const name = nameOf.get(node);
    const spoken = name ?? toText(node, { names });
    const isReached = node.dtype === "real" && reached.has(node);
    const slope =
      isReached && numbers(node.shape, numbersOf(gradient(node)), `gradient with respect to ${spoken}`);
    const place = placeOf.get(node);
    return html`<tr${place !== undefined && html` id="${place}"`}${name === undefined && html` class="inner"`}><th scope="row">${
      name === undefined ? html`<code>${cut(spoken)}</code>` : nameInMath(name)
    }<span class="quiet"> ${shapeText(node)}</span></th><td>${numbers(node.shape, numbersOf(node), spoken)}</td>${
      loss !== undefined && html`<td>${slope}</td>`
    }</tr>`;
  });
  return html`<div class="scroll"><table class="quantities"><thead><tr><th scope="col">Quantity</th><th scope="col">Value</th>${
    loss !== undefined && html`<th scope="col">Gradient of ${nameOfLoss ?? "the loss"}</th>`
  }</tr></thead><tbody>${rows}</tbody></table></div>`;
}

const cut = (formula: string): string => (formula.length > 60 ? `${formula.slice(0, 59)}…` : formula);

const shapeText = ({ shape }: Node): string => (shape.length === 0 ? "" : shape.join(" × "));
