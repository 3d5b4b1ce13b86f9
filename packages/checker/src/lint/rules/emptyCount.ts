// A division by the number of what is masked in, or by the sum of a mask: where nothing is, it is 0 / 0.
import { float64, isParameter, type Node, topological } from "@cadena/graph";
import type { Value } from "@cadena/graph/extend";
import { is } from "../../claims/diagnosis/repair/ops.ts";
import type { LeafValues } from "../../points/points.ts";
import { bare } from "../ops.ts";
import type { LintRule } from "../rule.ts";
import type { Subject } from "../subject.ts";

export const emptyCount: LintRule = {
  name: "a division by a count that may be 0",
  *find(subject) {
    for (const node of subject.nodes) {
      if (!is(node, "over")) continue;
      const divisor = bare(node.inputs[1] as Node);
      const masks = masksOf(divisor, subject);
      if (masks.length === 0 || !breaks(node, divisor, masks, subject)) continue;
      const [name, mask] = [subject.nameOf(divisor), masks.map((one) => subject.nameOf(one)).join(" and ")];
      yield {
        node,
        text: `the divisor ${name} is 0 where ${mask} ${masks.length > 1 ? "are" : "is"} 0 everywhere, and the result is no number`,
        repair: `maximum(${name}, 1), or a condition that keeps ${mask} from being 0`,
      };
    }
  },
};

/** The leaves under a sum that may all be 0: integers, truths, numbers 0 or 1, and factors of what is added up. */
function masksOf(divisor: Node, subject: Subject): Node[] {
  if (!is(divisor, "sum", "mean")) return [];
  const leaves = topological([divisor]).filter((node) => node.op.isLeaf);
  return leaves.every((leaf) => isMask(leaf, subject)) ? leaves : [];
}

function isMask(leaf: Node, subject: Subject): boolean {
  const condition = subject.conditionOn(leaf);
  if (condition !== undefined) {
    const zeros = new Float64Array(leaf.size);
    return condition
      .demands(float64, leaf.shape, zeros)
      .every(({ value, relation, than }) => (relation === "==" ? value === than : value > than));
  }
  return leaf.dtype !== "real" || (!isParameter(leaf) && isFactor(leaf, subject));
}

/** Whether an input is multiplied with something that is made from others: as a mask is, or weights are. */
const isFactor = (leaf: Node, subject: Subject): boolean =>
  subject.usersOf(leaf).some((user) => is(user, "times") && user.inputs.some((one) => bare(one) !== leaf));

/** Whether the result is no number then, and nothing further on chooses another one. */
function breaks(node: Node, divisor: Node, masks: readonly Node[], subject: Subject): boolean {
  const ordinary = subject.points.at(float64, 0);
  const empty: LeafValues<number, never> = (leaf) => {
    const value = ordinary(leaf) as Value<number, never>;
    if (!masks.includes(leaf) || value.dtype === "several") return value;
    return { ...value, data: new Float64Array(leaf.size) } as Value<number, never>;
  };
  const { loss } = subject;
  const ends = loss === undefined ? [node] : [loss];
  const values = subject.valuesAt([divisor, ...ends], empty);
  if (values === undefined) return false;
  const [count, ...results] = values as [ArrayLike<number>, ...ArrayLike<number>[]];
  return Array.from(count).includes(0) && results.some((data) => !Array.from(data).every(Number.isFinite));
}
