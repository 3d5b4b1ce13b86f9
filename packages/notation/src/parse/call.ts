// A function applied to what stands in its parentheses.
import { cast, gradients, input, type Node, simplify, substitute, sum, topological } from "@cadena/graph";
import type { FunctionRule } from "./functions.ts";
import { spelling } from "./name.ts";
import type { Reports } from "./reports.ts";
import type { Scope } from "./scope.ts";
import type { Tree } from "./tree.ts";

type CallTree = Tree & { readonly kind: "call" };

/** The rule of a call, whose number of operands and options are checked. */
export function ruleOf(tree: CallTree, scope: Scope, reports: Reports): FunctionRule {
  const name = { ...tree.name, primes: 0 };
  const rule = scope.functionOf(tree.name);
  const shown = spelling(name);
  if (rule === undefined) {
    return reports.fail(tree.at, `the function ${shown} is unknown`, scope.functionsLike(name));
  }
  const [least, most] = rule.takes;
  const count = tree.args.length;
  if (count < least || count > most) {
    const range =
      least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
    reports.fail(tree.at, `${shown} takes ${range} ${most === 1 ? "operand" : "operands"}, got ${count}`);
  }
  const odd = tree.options.find((option) => !rule.options.includes(option.name));
  if (odd !== undefined) reports.fail(odd, `${shown} has no option ${odd.name}`);
  return rule;
}

/**
 * f(x, ...), and f'(x) for an elementwise function.
 * @param isOwn whether the rule is that of f' itself
 */
export function applied(
  rule: FunctionRule,
  tree: CallTree,
  nodes: readonly Node[],
  reports: Reports,
  isOwn: boolean,
): Node {
  const { name, args, options, start, end } = tree;
  const shown = spelling({ ...name, primes: 0 });
  if (name.primes > 0 && !isOwn) {
    return reports.guard(tree, () => {
      const slope = name.primes > 1 ? undefined : slopeOf(rule, nodes[0] as Node);
      return slope ?? reports.fail(tree, "only first derivatives of elementwise functions are known");
    });
  }
  const isQualified = name.isQualified === true;
  const fail = reports.fail.bind(reports);
  const call = { start, end, name: shown, nodes, trees: args, options, isQualified, fail };
  return reports.guard(tree, () => rule.apply(call));
}

/** The derivative of an elementwise function at x, element by element; undefined for any other function. */
function slopeOf({ ofOne }: FunctionRule, x: Node): Node | undefined {
  const z = input("z", x.shape);
  const value = ofOne?.(z);
  if (value === undefined || value.shape.join() !== x.shape.join()) return undefined;
  if (topological([value]).some(({ op, inputs }) => inputs.length > 0 && op.elements === undefined)) {
    return undefined;
  }
  const [slope] = simplify(gradients(sum(value), [z]));
  return substitute([slope as Node], new Map([[z, cast(x, "real")]]))[0];
}
