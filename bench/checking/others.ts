// What the rules of others say of the formulas for the parameters of a model, at usual data; mistakes that these data
// do not show are left out.
import type { Node } from "@cadena/graph";
import { type Data, usualData } from "./data.ts";
import { Differences } from "./differences.ts";
import { type Elements, type Precision, program } from "./floats.ts";
import type { Gradient } from "./gradient.ts";
import type { Planted } from "./planted.ts";
import { rules } from "./rules.ts";

/** How often a rule was mistaken, and in how many formulas. */
interface Mistaken {
  readonly wrong: number;
  readonly wrongAccepted: number;
  readonly right: number;
  readonly rightRejected: number;
}

/** By the name of the rule. */
export type Tally = Readonly<Record<string, Mistaken>>;

/** The tally of one gradient; nothing where it is not that of a parameter. */
export function judgedByOthers(gradient: Gradient, mistakes: readonly Planted[]): Tally {
  const { model, name, leaves, loss, right } = gradient;
  const parameter = leaves[name.slice(1)];
  if (parameter === undefined || !Object.hasOwn(model.parameters, name.slice(1))) return {};
  const data = usualData(model, leaves, 1);
  const differences = (precision: Precision): Differences =>
    new Differences(loss, parameter, data, precision);
  const by = { float64: differences("float64"), float32: differences("float32") };
  const shown = mistakes.filter(({ usually }) => usually).map(({ node }) => node);
  const values = [right, ...shown].map((node) => valuesOf(node, data));
  const tally = rules.map(({ name, precision, accepts }) => {
    const [ofRight, ...ofWrong] = values.map((value) => accepts(value[precision], by[precision]));
    const figures: Mistaken = {
      wrong: ofWrong.length,
      wrongAccepted: ofWrong.filter((accepted) => accepted).length,
      right: 1,
      rightRejected: ofRight === true ? 0 : 1,
    };
    return [name, figures] as const;
  });
  return Object.fromEntries(tally);
}

function valuesOf(node: Node, data: Data): Record<Precision, Elements> {
  const value = (precision: Precision): Elements => program([node], precision)(data)[0] as Elements;
  return { float64: value("float64"), float32: value("float32") };
}

/** Both tallies together. */
export function together(a: Tally, b: Tally): Tally {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.map((name) => {
      const [x, y] = [a[name] ?? none, b[name] ?? none];
      const sum: Mistaken = {
        wrong: x.wrong + y.wrong,
        wrongAccepted: x.wrongAccepted + y.wrongAccepted,
        right: x.right + y.right,
        rightRejected: x.rightRejected + y.rightRejected,
      };
      return [name, sum];
    }),
  );
}

const none: Mistaken = { wrong: 0, wrongAccepted: 0, right: 0, rightRejected: 0 };
