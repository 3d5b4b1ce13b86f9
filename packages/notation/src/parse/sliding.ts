// Convolutions, pooling and windows, with their options: conv2d(x, w, stride=[2, 2], padding="same").
import {
  avgPool1d,
  avgPool2d,
  type Convolution,
  constant,
  conv1d,
  conv1dTranspose,
  conv2d,
  conv2dTranspose,
  maxPool1d,
  maxPool2d,
  type Node,
  overlapAdd,
  type Padding,
  Tensor,
  vjp,
  windows,
} from "@cadena/graph";
import type { Call, FunctionRule } from "./functions.ts";
import { integersOf, valuesOf } from "./literal.ts";
import type { OptionTree, Tree } from "./tree.ts";

interface Options {
  readonly stride?: readonly number[];
  readonly dilation?: readonly number[];
  readonly padding?: Padding;
  readonly size?: readonly number[];
  readonly groups?: number;
}

const sliding = ["stride", "dilation", "padding"];

function listOf(call: Call, name: string, tree: Tree | true): readonly number[] {
  const found = tree === true ? undefined : integersOf(tree);
  return found ?? call.fail(tree === true ? call : tree, `${call.name} needs ${name} as whole numbers`);
}

/** A number, numbers, pairs of numbers, or a word, which the op itself checks. */
function paddingOf(call: Call, { value }: OptionTree): Padding {
  const found = value === true ? undefined : value.kind === "name" ? value.name.base : valuesOf(value);
  return (found ?? call.fail(call, `${call.name} needs padding as whole numbers, or as same`)) as Padding;
}

function optionsOf(call: Call): Options {
  const one = (option: OptionTree): Options => {
    if (option.name === "padding") return { padding: paddingOf(call, option) };
    const numbers = listOf(call, option.name, option.value);
    return option.name === "groups" ? { groups: numbers[0] as number } : { [option.name]: numbers };
  };
  return Object.assign({}, ...call.options.map(one)) as Options;
}

/** With filters: conv1d(x, w). */
function filtering(
  apply: (x: Node, w: Node, options: Options) => Node,
  more: readonly string[],
): FunctionRule {
  return {
    takes: [2, 2],
    options: [...sliding, ...more],
    apply: (call) => apply(call.nodes[0] as Node, call.nodes[1] as Node, optionsOf(call)),
  };
}

/** With whole numbers behind the tensor: windows(x, [2, 2]). */
function sized(apply: (x: Node, size: readonly number[], options: Options) => Node): FunctionRule {
  return {
    takes: [2, 2],
    options: sliding,
    apply: (call) => {
      const tree = call.trees[1] as Tree;
      const size = listOf(call, "its sizes", tree);
      return apply(call.nodes[0] as Node, size, optionsOf(call));
    },
  };
}

/** What trains filters of a size: the derivative of the convolution to them, whatever they are. */
function ofFilters(convolve: Convolution): FunctionRule {
  return filtering(
    (x, ct, { size = [], groups = 1, ...options }) => {
      const shape = [...size, Math.ceil((x.shape.at(-1) ?? 0) / groups), ct.shape.at(-1) ?? 0];
      const zeros = new Float64Array(shape.reduce((a, b) => a * b, 1));
      const w: Node = constant(new Tensor(shape, zeros));
      return vjp(convolve(x, w, { ...options, groups }), ct, [w])[0];
    },
    ["groups", "size"],
  );
}

const pooling = (pool: typeof maxPool1d): FunctionRule =>
  sized((x, size, options) => {
    const isOne = size.length === 1;
    return pool(x, isOne ? (size[0] as number) : size, options);
  });

/** The rules, by the names of the functions. */
export const slidingRules: readonly (readonly [name: string, rule: FunctionRule])[] = [
  ["conv1d", filtering(conv1d, ["groups"])],
  ["conv2d", filtering(conv2d, ["groups"])],
  ["conv1dTranspose", filtering(conv1dTranspose, ["groups", "size"])],
  ["conv2dTranspose", filtering(conv2dTranspose, ["groups", "size"])],
  ["conv1dFilters", ofFilters(conv1d)],
  ["conv2dFilters", ofFilters(conv2d)],
  ["maxPool1d", pooling(maxPool1d)],
  ["maxPool2d", pooling(maxPool2d)],
  ["avgPool1d", pooling(avgPool1d)],
  ["avgPool2d", pooling(avgPool2d)],
  ["windows", sized(windows)],
  ["overlapAdd", sized(overlapAdd)],
];
