/** No pass recurses: a chain of 100,000 nodes is an ordinary graph. */
import {
  add,
  captureOrigins,
  evaluate,
  gradients,
  input,
  leavesOf,
  mergeEqual,
  type Node,
  same,
  sin,
  softmax,
  substitute,
  topological,
} from "@cadena/graph";
import { expandComposites, expressions, NodeTable } from "@cadena/graph/extend";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const length = 100_000;

function chain(x: Node, op: (y: Node, i: number) => Node, count = length): Node {
  let y = x;
  for (let i = 0; i < count; i++) y = op(y, i);
  return y;
}

// Nothing here is timed: a busy machine may take its time.
describe("a chain of 100,000 nodes", { timeout: 120_000 }, () => {
  let before: boolean;
  beforeAll(() => {
    before = captureOrigins(false);
  });
  afterAll(() => {
    captureOrigins(before);
  });

  const x = input("x", []);

  test("is built, walked and compared", () => {
    const y = chain(x, (y) => sin(y));
    expect(topological([y]).length).toBe(length + 1);
    expect(leavesOf([y])).toEqual([x]);
    expect(
      same(
        y,
        chain(x, (y) => sin(y)),
      ),
    ).toBe(true);
    expect(new NodeTable().idOf(y)).toBe(length);
  });

  test("is differentiated and evaluated", () => {
    const [dx] = gradients(
      chain(x, (y) => add(y, x)),
      [x],
    );
    expect(evaluate(dx).item()).toBe(length + 1);
    expect(
      evaluate(
        chain(x, (y) => sin(y)),
        { x: 1 },
      ).item(),
    ).toBeCloseTo(Math.sqrt(3 / length), 4); // de Bruijn
    expect(
      topological(
        gradients(
          chain(x, (y) => sin(y)),
          [x],
        ),
      ).length,
    ).toBeGreaterThan(2 * length);
  });

  test("is rebuilt and merged", () => {
    const y = chain(x, (y) => sin(y));
    const z = input("z", []);
    const [replaced] = substitute([y], new Map([[x, z]]));
    expect(leavesOf([replaced as Node])).toEqual([z]);
    expect(topological(mergeEqual([y, chain(x, (y) => sin(y))])).length).toBe(length + 1);
  });

  test("is merged where each node stands twice", () => {
    const [merged] = mergeEqual([chain(x, (y) => add(sin(y), sin(y)), length / 2)]);
    expect(topological([merged as Node]).length).toBe(length + 1);
  });

  test("is expanded where every hundredth is a composite", () => {
    const v = input("v", [1]);
    const y = chain(v, (z, i) => (i % 100 === 0 ? softmax(z) : sin(z)));
    const [expanded] = expandComposites([y], expressions);
    const order = topological([expanded as Node]);
    expect(order.length).toBeGreaterThan(length);
    expect(order.some(({ op }) => op.expands)).toBe(false);
  });
});
