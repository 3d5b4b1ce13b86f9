// What threads do together: the turns of a loop, or the pieces of a product.
import { type Code, select, type Statement as Wasm, when } from "../assembler/code.ts";
import type { Module } from "../assembler/module.ts";
import { i32 } from "../assembler/scalar.ts";
import type { Buffer } from "../loops/expression.ts";
import type { Loop, Product, Statement } from "../loops/statement.ts";
import type { Phase } from "./fork.ts";
import { Kernel } from "./kernel.ts";
import { bytesOf, type Precision } from "./lanes/width.ts";
import { type Pieces, piecesOf } from "./product/parts.ts";
import type { Products } from "./product.ts";
import { type Shares, turnsOf } from "./tasks.ts";
import type { Surroundings } from "./values.ts";

/** A statement in parts. */
export type Split =
  | { readonly kind: "loop"; readonly loop: Loop; readonly shares: Shares }
  | { readonly kind: "product"; readonly product: Product; readonly pieces: Pieces };

/** The parts of a statement for so many threads; undefined where it stays whole. */
export function splitOf(statement: Statement, precision: Precision, threads: number): Split | undefined {
  if (statement.kind === "loop") {
    const shares = turnsOf(statement, precision, threads);
    return shares && { kind: "loop", loop: statement, shares };
  }
  if (statement.kind !== "product") return undefined;
  const pieces = piecesOf(statement, precision, threads);
  return pieces && { kind: "product", product: statement, pieces };
}

/** Writes the parts of a statement. */
export function phaseOf(split: Split, module: Module, products: Products, around: Surroundings): Phase {
  return split.kind === "loop"
    ? turns(split.loop, split.shares, module, around)
    : pieces(split.product, split.pieces, products, around);
}

function turns(loop: Loop, { count, each, last }: Shares, module: Module, around: Surroundings): Phase {
  const run = module.func({ params: ["i32", "i32"], result: "none" }, ([from, to], variables) =>
    new Kernel(variables, around).part(loop, from.get, to.get),
  );
  const end = i32.const((count - 1) * each + last);
  const task = (number: Code<"i32">): Wasm => {
    const from = i32.mul(number, i32.const(each));
    const isLast = i32.eq(number, i32.const(count - 1));
    return run.call(from, select(isLast, end, i32.add(from, i32.const(each))));
  };
  return { count, task };
}

type Multiply = ReturnType<Products["of"]>;

function pieces(
  product: Product,
  { count, each, last, by }: Pieces,
  products: Products,
  around: Surroundings,
): Phase {
  const [first, other] = [each, last].map(({ product, way }) => products.of(product, way)) as [
    Multiply,
    Multiply,
  ];
  const task = (number: Code<"i32">): Wasm => {
    const call = (multiply: Multiply): Wasm => multiplied(product, multiply, around, { number, by });
    if (first === other) return call(first);
    return when(i32.eq(number, i32.const(count - 1)), [call(other)], [call(first)]);
  };
  return { count, task };
}

/** A product, or a piece of it by number. */
export function multiplied(
  { a, b, out }: Product,
  multiply: Multiply,
  { precision, addressOf }: Pick<Surroundings, "precision" | "addressOf">,
  piece?: { readonly number: Code<"i32">; readonly by: Pieces["by"] },
): Wasm {
  const at = (buffer: Buffer, elements: number, side: keyof Pieces["by"]): Code<"i32"> => {
    const start = i32.const(addressOf(buffer) + elements * bytesOf("real", precision));
    return piece === undefined ? start : i32.add(start, i32.mul(piece.number, i32.const(piece.by[side])));
  };
  return multiply.call(at(a.buffer, a.start, "a"), at(b.buffer, b.start, "b"), at(out, 0, "out"));
}
