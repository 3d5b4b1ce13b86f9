// Matrix products as one function of a module, which takes addresses and strides.
import { branchIf, loop, when } from "../assembler/code.ts";
import { i32 } from "../assembler/instructions.ts";
import type { Func, Local, Module } from "../assembler/module.ts";
import { type Lanes, lanes as allLanes } from "./lanes.ts";

const parameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;

/** rows, columns, depth; then address and two strides in bytes of a (row, depth), b (depth, column), out (row, column). */
export type ProductFunction = Func<typeof parameters, "none">;

/** Adds the function to a module. */
export function productFunction(module: Module, precision: Lanes["precision"]): ProductFunction {
  const { one } = allLanes[precision];
  return module.func({ params: parameters, result: "none" }, (params, variables) => {
    const [rows, columns, depth, a, aRow, aDepth, b, bDepth, bColumn, out, outRow, outColumn] = params;
    const [i, j, k, p, q] = [0, 1, 2, 3, 4].map(() => variables.local("i32")) as [
      Local<"i32">,
      Local<"i32">,
      Local<"i32">,
      Local<"i32">,
      Local<"i32">,
    ];
    const sum = variables.local(one.types.real);
    const turns = (counter: Local<"i32">, end: Local<"i32">, body: readonly ReturnType<typeof when>[]) => [
      counter.set(i32.const(0)),
      when(i32.gt(end.get, i32.const(0)), [
        loop((again) => [
          ...body,
          branchIf(i32.lt(counter.tee(i32.add(counter.get, i32.const(1))), end.get), again),
        ]),
      ]),
    ];
    return turns(i, rows, [
      ...turns(j, columns, [
        sum.set(one.real.constant(0) as never),
        p.set(i32.add(a.get, i32.mul(i.get, aRow.get))),
        q.set(i32.add(b.get, i32.mul(j.get, bColumn.get))),
        ...turns(k, depth, [
          sum.set(
            one.real.add(sum.get, one.real.mul(one.load("real", p.get, 0), one.load("real", q.get, 0))) as never,
          ),
          p.set(i32.add(p.get, aDepth.get)),
          q.set(i32.add(q.get, bDepth.get)),
        ]),
        one.store(
          "real",
          i32.add(out.get, i32.add(i32.mul(i.get, outRow.get), i32.mul(j.get, outColumn.get))),
          sum.get,
          0,
        ),
      ]),
    ]);
  });
}
