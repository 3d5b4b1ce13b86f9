// Two mistakes in one formula, at different places or one on top of the other.
import { edits } from "../checking/edits.ts";
import type { Gradient } from "../checking/gradient.ts";
import { type Planted, planted } from "../checking/planted.ts";
import { random, shuffled } from "../checking/random.ts";
import type { Wrong } from "./diagnosed.ts";

/** A formula with two mistakes of different kinds, if two fit. */
export function twice(gradient: Gradient): Wrong[] {
  const { model, name } = gradient;
  const stream = random(`${model.id} ${name} twice`);
  for (const first of shuffled(planted(gradient, Number.POSITIVE_INFINITY), stream)) {
    const second = onTop(gradient, first);
    if (second !== undefined) return [{ kinds: [first.kind, second.kind], text: second.text }];
  }
  return [];
}

/** Another mistake in a wrong formula. */
function onTop(gradient: Gradient, first: Planted): Planted | undefined {
  const { model, name } = gradient;
  const wrong = { ...gradient, model: { ...model, gradients: { ...model.gradients, [name]: first.text } } };
  const before = new Set(edits(first.text, gradient.scope).map(({ text }) => text));
  return planted(wrong, 12).find(({ kind, text }) => kind !== first.kind && before.has(text));
}
