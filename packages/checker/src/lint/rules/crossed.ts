// A column [n, 1] against a vector [n]: broadcasting makes a matrix [n, n] of all pairs, as a rule by accident.
import type { Node } from "@cadena/graph";
import { by } from "../ops.ts";
import type { LintRule } from "../rule.ts";

export const crossed: LintRule = {
  name: "a column against a vector",
  *find(subject) {
    for (const node of subject.nodes) {
      if (node.op.elements !== "each" || node.inputs.length < 2) continue;
      const stretched = node.inputs.filter((input) => by(input, "stretch"));
      const [column, vector] = [stretched.find(isColumn), stretched.find(isVector)];
      if (column === undefined || vector === undefined) continue;
      const [a, b] = [column, vector].map(({ inputs: [from] }) => from as Node) as [Node, Node];
      const [rows, columns] = node.shape as [number, number];
      if (rows !== columns) continue;
      const [first, second] = [subject.nameOf(a), subject.nameOf(b)];
      yield {
        node,
        text: `${first} [${a.shape.join(", ")}] against ${second} [${b.shape.join(", ")}] makes a matrix [${rows}, ${columns}] of all pairs`,
        repair: `squeeze(${first}, 1), or expandDims(${second}, 1)`,
      };
    }
  },
};

/** [n, 1], stretched along its second axis; a vector that was made a column on purpose is none. */
const isColumn = ({ inputs: [from], shape }: Node): boolean =>
  shape.length === 2 &&
  from?.shape.length === 2 &&
  from.shape[1] === 1 &&
  (from.shape[0] as number) > 1 &&
  !(by(from, "reshape") && from.inputs[0]?.shape.length === 1);

/** [n], repeated along a new first axis. */
const isVector = ({ inputs: [from], shape }: Node): boolean =>
  shape.length === 2 && from?.shape.length === 1 && from.shape[0] === shape[1];
