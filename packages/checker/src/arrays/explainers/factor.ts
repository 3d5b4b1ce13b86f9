// The right gradient times a number.
import type { Explainer } from "../explanation.ts";
import { sameShape } from "../values.ts";

export const factor: Explainer = {
  kind: "factor",
  explain: ({ given, right, closeness, constants }) => {
    const c = sameShape(given, right) ? closeness.ratio(given, right) : undefined;
    if (c === undefined) return [];
    // One number is always a multiple of another one.
    const isChosen = right.data.filter((x) => x !== 0).length > 1;
    const name = isChosen ? constants.written(c) : constants.named(c);
    if (name === undefined) return [];
    const { text, cost } = name;
    if (text === "-1") return [{ text: "has the wrong sign", cost: 0.9 }];
    const inverse = constants.named(1 / c);
    const others = constants.alike(name);
    const also = others.length === 0 ? "" : ` (or ${others.join(" or ")}, which is the same here)`;
    const repair = inverse && `; times ${inverse.text} it is right`;
    return [{ text: `is ${text} times the right one${also}${repair ?? ""}`, cost }];
  },
};
