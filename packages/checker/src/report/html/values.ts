// The values of all quantities and their gradients at one point, on demand.
import { CadenaError, float64, type Node } from "@cadena/graph";
import { elements, prepared } from "../../evidence/program.ts";
import { nameInMath } from "./formula.ts";
import { html, type Markup } from "./markup.ts";
import { numbers } from "./matrix.ts";
import { type Place, usualPlace } from "./place.ts";
import type { Study } from "./study.ts";

/** A table of values and gradients; undefined where they cannot be computed in floats. */
export function valuesOf(study: Study): Markup | undefined {
  try {
    const place = usualPlace(study);
    return html`<details class="values"><summary>Values${
      place.world.problem.loss !== undefined && " and gradients"
    } at ${place.title}</summary>${table(place, study.result.loss)}</details>`;
  } catch (error) {
    if (error instanceof CadenaError) return undefined;
    throw error;
  }
}

function table({ world: { problem }, ground }: Place, nameOfLoss: string | null): Markup {
  const { quantities, loss, reached, gradient } = problem;
  const isNamed = loss === undefined || Object.values(quantities).includes(loss);
  const all: readonly (readonly [string, Node])[] = [
    ...Object.entries(quantities),
    ...(isNamed ? [] : [[nameOfLoss ?? "J", loss] as const]),
  ];
  const at = ground.points.at(float64, 0);
  const numbersOf = (node: Node): ArrayLike<number> => elements(float64, prepared([node])(float64, at)[0]);
  const rows = all.map(([name, node]) => {
    const isReached = node.dtype === "real" && reached.has(node);
    const slope =
      isReached && numbers(node.shape, numbersOf(gradient(node)), `gradient with respect to ${name}`);
    return html`<tr><th scope="row">${nameInMath(name)}<span class="quiet"> ${shapeText(node)}</span></th><td>${numbers(
      node.shape,
      numbersOf(node),
      name,
    )}</td>${loss !== undefined && html`<td>${slope}</td>`}</tr>`;
  });
  return html`<div class="scroll"><table class="quantities"><thead><tr><th scope="col">Quantity</th><th scope="col">Value</th>${
    loss !== undefined && html`<th scope="col">Gradient of ${nameOfLoss ?? "the loss"}</th>`
  }</tr></thead><tbody>${rows}</tbody></table></div>`;
}

const shapeText = ({ shape }: Node): string => (shape.length === 0 ? "" : shape.join(" × "));
