// What the page of the browser's tests does: it is bundled with the engine, and is asked by its tests.
import {
  gradients,
  input,
  mean,
  type Node,
  type Precision,
  Session,
  square,
  Tensor,
  tanh,
} from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { extents, wrongGraph, wrongOp } from "../engines/conformance.ts";
import { awkward } from "../engines/shapes.ts";
import { grown, recipes } from "../laws/graphs.ts";
import { ops } from "../laws/ops.ts";

/** What was compared, and what was wrong. */
interface Found {
  readonly compared: number;
  readonly wrong: readonly string[];
}

/** How a large program runs here. */
interface Ran {
  readonly threads: number;
  readonly because: string | undefined;
  /** Whether one thread, several, and a run aside give the same bits. */
  readonly same: boolean;
}

/** What a test can ask of the page. */
export interface Page {
  /** All ops at the extents of the table and at some beyond a vector's length, to the third derivative. */
  ops(precision: Precision): Found;
  graphs(precision: Precision): Found;
  large(): Promise<Ran>;
}

const page: Page = {
  ops: (precision) => {
    const comparison = { engine: wasm, precision, tallies: [] };
    const found = ["of the table", "5 and 31"].flatMap((what) => {
      const some = awkward.find(([name]) => name === what)?.[1] ?? {};
      return ops.map((row) => {
        const { compared, wrong } = wrongOp(row, some, comparison, false);
        return { compared, wrong: wrong.map((one) => `${row.name} ${one}`) };
      });
    });
    return {
      compared: found.reduce((sum, { compared }) => sum + compared, 0),
      wrong: found.flatMap(({ wrong }) => wrong),
    };
  },
  graphs: (precision) => {
    const drawn = fc.sample(recipes, { seed: 1, numRuns: 70 });
    const wrong = drawn.flatMap((steps, k) => {
      const graph = grown(steps, 1, { kinks: k % 2 === 0, extents: extents[k % extents.length] ?? [2, 3] });
      return wrongGraph(graph, { engine: wasm, precision, tallies: [] });
    });
    return { compared: drawn.length, wrong };
  },
  large: async () => {
    const size = 300_007;
    const x = input("x", [size]);
    const loss = mean(square(tanh(x))) as Node;
    const outputs = [loss, ...gradients(loss, [x])];
    const data = Float64Array.from({ length: size }, (_, i) => Math.sin(i));
    const values = { x: new Tensor([size], data) };
    const programOn = (session: Session) => session.compile({ outputs });
    const [one, several] = [
      new Session({ engine: wasm, threads: 1 }),
      new Session({ engine: wasm, threads: 3 }),
    ];
    const program = programOn(several);
    const results = [programOn(one).run(values), program.run(values), await program.runAsync(values)];
    const texts = results.map((tensors) => tensors.map(({ data }) => Array.from(data).join()).join("\n"));
    const { count, because } = several.threads;
    return { threads: count, because, same: texts.every((text) => text === texts[0]) };
  },
};

Object.assign(globalThis, { page });
