/**
 * The modules that the engine writes, in the eyes of another toolkit (WABT): they are valid, and their innermost loops
 * hold what they should: vectors, each operand read once, no call.
 */
import {
  add,
  exp,
  gradients,
  input,
  matmul,
  mul,
  type Node,
  type Precision,
  relu,
  Session,
  sigmoid,
  sub,
  sum,
  tanh,
} from "@cadena/graph";
import { wasm } from "@cadena/wasm";
import * as fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import createWabt from "wabt";
import { projection } from "../laws/derivatives.ts";
import { grown, recipes } from "../laws/graphs.ts";
import { ops } from "../laws/ops.ts";
import { random } from "../laws/random.ts";
import { instance } from "../laws/sampling.ts";

const features = {
  simd: true,
  relaxed_simd: true,
  threads: true,
  bulk_memory: true,
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
};
const wabt = await createWabt();

/** Validates by the features that are on; the toolkit's own types do not tell that it asks for them again. */
interface Read {
  validate(on: typeof features): void;
}

/** The bytes of the modules that the host was given. */
let given: Uint8Array[] = [];
const { Module } = WebAssembly;

beforeAll(() => {
  WebAssembly.Module = class extends Module {
    constructor(bytes: BufferSource) {
      given.push(new Uint8Array(bytes as ArrayBuffer));
      super(bytes);
    }
  };
});
beforeEach(() => {
  given = [];
});
afterAll(() => {
  WebAssembly.Module = Module;
});

/** Compiles, and gives what the toolkit reads in the modules that are new, which it finds valid. */
function disassembled(outputs: readonly Node[], precision: Precision, threads = 1): string[] {
  const before = given.length;
  new Session({ engine: wasm, precision, threads }).compile({ outputs });
  return given.slice(before).map((bytes) => {
    const read = wabt.readWasm(bytes, features);
    try {
      (read as Read).validate(features);
      return read.toText({});
    } finally {
      read.destroy();
    }
  });
}

/** The instructions of each loop that has no other loop inside. */
function innermost([text = ""]: readonly string[]): string[][] {
  const found: string[][] = [];
  const open: { isLoop: boolean; lines: string[]; isInner: boolean }[] = [];
  for (const line of text.split("\n").map((one) => one.trim())) {
    const [word = ""] = line.split(" ");
    if (["loop", "block", "if"].includes(word)) {
      if (word === "loop") for (const one of open) one.isInner = false;
      open.push({ isLoop: word === "loop", lines: [], isInner: true });
    } else if (word.startsWith("end")) {
      const { isLoop, lines, isInner } = open.pop() ?? { isLoop: false, lines: [], isInner: false };
      if (isLoop && isInner) found.push(lines);
      else open.at(-1)?.lines.push(...lines);
    } else open.at(-1)?.lines.push(line);
  }
  return found;
}

const count = (lines: readonly string[], start: string): number =>
  lines.filter((line) => line.startsWith(start)).length;

describe.each(["float64", "float32"] as const)("in %s", (precision) => {
  test("the modules of all ops and their gradients are valid", { timeout: 60_000 }, () => {
    const texts: string[] = [];
    for (const { samples } of ops) {
      for (const sample of samples.slice(0, 2)) {
        const { y, leaves } = instance(sample, 1);
        const reals = leaves.filter(({ dtype }) => dtype === "real");
        const isDifferentiable = y.dtype === "real" && reals.length > 0;
        const slopes = isDifferentiable ? gradients(projection([y], random(2)), reals) : [];
        texts.push(...disassembled([y, ...slopes], precision));
      }
    }
    expect(texts.length).toBeGreaterThan(90);
    expect(texts.filter((text) => !text.includes('(export "run"'))).toEqual([]);
  });

  test("the modules of random graphs and their gradients are valid, on one thread and on three", () => {
    const texts: string[] = [];
    const check = fc.property(recipes, fc.constantFrom(1, 3), (steps, threads) => {
      const { nodes, leaves } = grown(steps, 1, { kinks: true, extents: [7, 5] });
      const slopes = gradients(projection(nodes.slice(3), random(2)), leaves);
      texts.push(...disassembled([...nodes, ...slopes], precision, threads));
    });
    fc.assert(check, { seed: 1, numRuns: 20 });
    expect(texts.length).toBeGreaterThan(15);
  });

  test("a chain of ops is one loop over vectors that loads each operand once, stores once and calls nothing", () => {
    const [x, y] = [input("x", [1024]), input("y", [1024])];
    const loops = innermost(disassembled([relu(sub(mul(add(x, y), x), 0.5))], precision));
    expect(loops.length).toBe(1);
    const [loop] = loops as [string[]];
    // A turn takes two vectors.
    expect([count(loop, "v128.load"), count(loop, "v128.store"), count(loop, "call")]).toEqual([4, 2, 0]);
    expect(loop.filter((line) => /^[if](32|64)\.(load|store)/.test(line))).toEqual([]);
  });

  test("functions stand in the loop that needs them, as vectors", () => {
    const x = input("x", [1024]);
    const loops = innermost(disassembled([mul(exp(x), mul(sigmoid(x), tanh(x)))], precision));
    const [loop] = loops as [string[]];
    expect(loops.length).toBe(1);
    expect([count(loop, "v128.load"), count(loop, "v128.store"), count(loop, "call")]).toEqual([2, 2, 0]);
  });

  test("a sum of squares is a loop that loads vectors and stores nothing", () => {
    const x = input("x", [1024]);
    const loops = innermost(disassembled([sum(mul(x, x))], precision));
    const reading = loops.filter((loop) => count(loop, "v128.load") > 0);
    expect(reading.length).toBe(1);
    const [loop] = reading as [string[]];
    expect([count(loop, "v128.store"), count(loop, "call")]).toEqual([0, 0]);
  });

  test("the innermost loops of a product multiply vectors, and neither store nor call", () => {
    const [a, b] = [input("a", [64, 64]), input("b", [64, 64])];
    const format = precision === "float32" ? "f32x4" : "f64x2";
    const multiplying = innermost(disassembled([matmul(a, b)], precision)).filter(
      (loop) => count(loop, `${format}.mul`) + count(loop, `${format}.relaxed_madd`) > 0,
    );
    expect(multiplying.length).toBeGreaterThan(0);
    for (const loop of multiplying) {
      expect([count(loop, "v128.store"), count(loop, "call")]).toEqual([0, 0]);
    }
  });

  test("with several threads memory is shared, and their tasks are taken by atomic instructions", () => {
    const x = input("x", [300_000]);
    const [text] = disassembled([exp(x)], precision, 3);
    expect(text).toMatch(/\(import "host" "memory" \(memory \(;0;\) \d+ \d+ shared\)\)/);
    expect(text).toMatch(/i(32|64)\.atomic\.rmw\.cmpxchg/);
    expect(disassembled([exp(x)], precision, 1)[0]).not.toContain("atomic");
  });
});

test("the toolkit refuses a module that is damaged", () => {
  new Session({ engine: wasm }).compile({ outputs: [exp(input("x", [4]))] });
  const bytes = (given[0] as Uint8Array).slice();
  bytes[bytes.length - 1] = 0x7f;
  expect(() => wabt.readWasm(bytes, features)).toThrow();
});
