// The tower with comparisons left open: the truth of a < b is an indeterminate χ, the same for the same a - b, and the
// choice between x and y is y + χ (x - y). Two formulas that are equal at random χ are equal for every outcome of the
// comparisons, whether a point has ever met it or not. That is sufficient, and not necessary: χ² = χ is known only where
// one choice directly follows on another.
import { UndecidedError } from "@cadena/graph";
import { type NumberSystem, numberSystem, type Relation } from "@cadena/graph/extend";
import { isConstant, poison, TowerNumber } from "./element.ts";
import { signOf } from "./sign.ts";
import type { Tower } from "./tower.ts";

/** An indeterminate, or a polynomial in several. */
interface Choice {
  readonly value: TowerNumber;
  /** The difference that it is the sign of; undefined for a polynomial. */
  readonly atom: string | undefined;
  /** Whether it is χ itself, and not 1 - χ. */
  readonly isPlain: boolean;
  /** The outcome by the shadows. */
  readonly outcome: boolean;
}

/** A truth: plain, undecided, or open. */
export type Indicator = boolean | undefined | Choice;

/** A number that is one of two. */
interface Selection {
  readonly choice: Choice;
  readonly yes: TowerNumber;
  readonly no: TowerNumber;
}

/** Beyond this many choices among choices a comparison is left undecided. */
const deepest = 16;

const unclear = { kind: "unclear", what: "a choice between numbers that are not both defined" } as const;

/** The number system; it records no comparisons. */
export function indicators(n: Tower): NumberSystem<TowerNumber, Indicator> {
  const selections = new WeakMap<TowerNumber, Selection>();

  const not = (x: Indicator): Indicator => {
    if (typeof x !== "object") return x === undefined ? undefined : !x;
    return { value: n.sub(n.one, x.value), atom: x.atom, isPlain: !x.isPlain, outcome: !x.outcome };
  };
  const and = (x: Indicator, y: Indicator): Indicator => {
    if (x === false || y === false) return false;
    if (x === undefined || y === undefined) return undefined;
    if (x === true) return y;
    if (y === true) return x;
    if (x.atom !== undefined && x.atom === y.atom) return x.isPlain === y.isPlain ? x : false;
    return polynomial(n.mul(x.value, y.value), x.outcome && y.outcome);
  };
  /** What a truth is where a choice has one outcome. */
  const under = (x: Indicator, { atom, isPlain }: Choice, holds: boolean): Indicator =>
    typeof x === "object" && x.atom !== undefined && x.atom === atom ? holds === (x.isPlain === isPlain) : x;

  /** x where the choice holds, and y elsewhere. */
  const either = (choice: Choice, yes: Indicator, no: Indicator): Indicator => {
    const [x, y] = [under(yes, choice, true), under(no, choice, false)];
    if (x === undefined || y === undefined) return undefined;
    if (typeof x === "boolean" && typeof y === "boolean") return x === y ? x : x ? choice : not(choice);
    const [u, v] = [numberOf(x), numberOf(y)];
    return polynomial(n.add(v, n.mul(choice.value, n.sub(u, v))), outcomeOf(choice.outcome ? x : y));
  };
  const numberOf = (x: Choice | boolean): TowerNumber =>
    typeof x === "object" ? x.value : x ? n.one : n.zero;

  const less = (a: TowerNumber, b: TowerNumber, depth = 0): Indicator => {
    const [left, right] = [selections.get(a), selections.get(b)];
    if (depth > deepest) return undefined;
    const deeper = (x: TowerNumber, y: TowerNumber): Indicator => less(x, y, depth + 1);
    if (left !== undefined) return either(left.choice, deeper(left.yes, b), deeper(left.no, b));
    if (right !== undefined) return either(right.choice, deeper(a, right.yes), deeper(a, right.no));
    if (isConstant(a) || isConstant(b)) {
      const isInfinite = a.trouble?.kind === "infinite" || b.trouble?.kind === "infinite";
      if (isInfinite || (isConstant(a) && isConstant(b))) return a.shadow < b.shadow;
    }
    if (a.trouble !== undefined || b.trouble !== undefined) return undefined;
    // A number that is made of choices may be 0 in a whole region; of others exactly one of x and -x is negative.
    const difference = n.sub(a, b);
    if (n.keyOf(difference) === n.keyOf(n.zero)) return false;
    const { of, key, isOpposite } = signOf(n, difference, !difference.isOpaque);
    const outcome = a.shadow < b.shadow;
    const chi = { value: n.indeterminate(of), atom: key, isPlain: true, outcome: outcome !== isOpposite };
    return isOpposite ? not(chi) : chi;
  };
  const compare = (a: TowerNumber, relation: Relation, b: TowerNumber): Indicator => {
    if (relation === "<" || relation === ">=") {
      const isLess = less(a, b);
      return relation === "<" ? isLess : not(isLess);
    }
    if (relation === ">" || relation === "<=") return compare(b, relation === ">" ? "<" : ">=", a);
    if (a.trouble !== undefined || b.trouble !== undefined) return undefined;
    // Numbers that are made of choices may be equal in a whole region.
    if (a.isOpaque || b.isOpaque) return undefined;
    return (n.keyOf(a) === n.keyOf(b)) === (relation === "==");
  };

  const select = (condition: Indicator, a: TowerNumber, b: TowerNumber): TowerNumber => {
    if (typeof condition === "boolean") return condition ? a : b;
    if (a === b) return a;
    if (condition === undefined) return poison(unclear);
    const [yes, no] = [chosen(a, condition, true), chosen(b, condition, false)];
    const { residues, trouble } = n.add(no, n.mul(condition.value, n.sub(yes, no)));
    if (trouble !== undefined) return poison(unclear);
    const shadow = condition.outcome ? yes.shadow : no.shadow;
    const result = new TowerNumber(shadow, residues, { isOpaque: true });
    selections.set(result, { choice: condition, yes, no });
    return result;
  };
  /** The number that is left of a selection where a choice has one outcome. */
  const chosen = (x: TowerNumber, choice: Choice, holds: boolean): TowerNumber => {
    const selection = selections.get(x);
    if (selection === undefined) return x;
    const known = under(selection.choice, choice, holds);
    return typeof known === "boolean" ? (known ? selection.yes : selection.no) : x;
  };
  /** A multiple of a selection is a selection of multiples. */
  const scaled = ({ choice, yes, no }: Selection, by: TowerNumber): TowerNumber =>
    select(choice, mul(yes, by), mul(no, by));
  const mul = (a: TowerNumber, b: TowerNumber): TowerNumber => {
    const [left, right] = [selections.get(a), selections.get(b)];
    const atom = left?.choice.atom;
    if (left !== undefined && b.fraction !== undefined) return scaled(left, b);
    if (right !== undefined && a.fraction !== undefined) return scaled(right, a);
    if (left === undefined || right === undefined || atom === undefined || atom !== right.choice.atom) {
      return n.mul(a, b);
    }
    const { choice } = left;
    return select(choice, n.mul(left.yes, chosen(b, choice, true)), n.mul(left.no, chosen(b, choice, false)));
  };

  /** A function of a selection is a selection of its values. */
  const each =
    (f: (x: TowerNumber) => TowerNumber) =>
    (x: TowerNumber): TowerNumber => {
      const selection = selections.get(x);
      return selection === undefined
        ? f(x)
        : select(selection.choice, each(f)(selection.yes), each(f)(selection.no));
    };

  /** A function of numbers whose signs it asks for, as √(x²) does: they are not left open. */
  const signed =
    <A extends readonly unknown[]>(f: (x: TowerNumber, ...others: A) => TowerNumber) =>
    (x: TowerNumber, ...others: A): TowerNumber => {
      const result = f(x, ...others);
      if (n.record().comparisons.length > 0)
        throw new UndecidedError("the sign of a number is not left open");
      return result;
    };

  const { sum, dot } = n;
  return numberSystem<TowerNumber, Indicator>(
    {
      ...n,
      name: "the tower of prime fields with open comparisons",
      mul,
      exp: each(n.exp),
      log: each(n.log),
      sqrt: each(signed(n.sqrt)),
      compare,
      select,
      truth: (value) => value,
      and,
      or: (x, y) => not(and(not(x), not(y))),
      not,
      decide: (x) => (typeof x === "object" ? undefined : x),
      booleans: (length) => new Array<Indicator>(length),
    },
    { power: (x, exponent) => each((y) => signed(n.power)(y, exponent))(x), sum, dot },
  );
}

const polynomial = (value: TowerNumber, outcome: boolean): Choice => ({
  value,
  atom: undefined,
  isPlain: true,
  outcome,
});

const outcomeOf = (x: Choice | boolean): boolean => (typeof x === "object" ? x.outcome : x);
