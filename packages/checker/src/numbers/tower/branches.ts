// Comparisons in the tower: equal residues are equal numbers; otherwise the shadows decide, where they are far enough
// apart. What was decided is recorded, so that a caller can see to it that every branch was taken.
import type { Relation } from "@cadena/graph/extend";
import type { Ternary } from "../ternary.ts";
import { isConstant, isSame, type TowerNumber } from "./element.ts";

/** Two numbers that were compared. */
export interface Compared {
  readonly a: TowerNumber;
  readonly b: TowerNumber;
  /**
   * Undefined where the shadows did not tell; null where no other outcome is to be expected: two constants were compared,
   * or two numbers turned out not to be equal.
   */
  readonly outcome: Ternary | null;
}

/** How comparisons came out. */
export interface Branches {
  /** In the order in which they were made. */
  readonly comparisons: readonly Compared[];
  /** How many of them compared the order of two equal numbers: a convention decided. */
  readonly ties: number;
}

/** Shadows this close, relatively or absolutely, may belong to numbers of either order. */
const closeness = { relative: 1e-9, absolute: 1e-12 };

/** The comparisons of one tower. */
export class Comparisons {
  #made: Compared[] = [];
  #ties = 0;

  compare(a: TowerNumber, relation: Relation, b: TowerNumber): Ternary {
    const order = orderOf(a, b);
    const outcome = order === undefined ? undefined : holds[relation](order);
    const asksEquality = relation === "==" || relation === "!=";
    const isExpected =
      (isConstant(a) && isConstant(b)) || (asksEquality && order !== undefined && order !== 0);
    this.#made.push({ a, b, outcome: isExpected ? null : outcome });
    if (order === 0 && !asksEquality) this.#ties++;
    return outcome;
  }

  /** Whether a number is negative, where a formula takes its size without asking: as √(x²) does. */
  note(a: TowerNumber, zero: TowerNumber, isNegative: boolean): void {
    this.#made.push({ a, b: zero, outcome: isNegative });
  }

  /** The record since the last call. */
  take(): Branches {
    const record = { comparisons: this.#made, ties: this.#ties };
    this.#made = [];
    this.#ties = 0;
    return record;
  }
}

const holds: Readonly<Record<Relation, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
};

const isInfinite = ({ trouble }: TowerNumber): boolean => trouble?.kind === "infinite";

/** The sign of a - b, where it can be told. */
function orderOf(a: TowerNumber, b: TowerNumber): -1 | 0 | 1 | undefined {
  if ((a.trouble && !isInfinite(a)) || (b.trouble && !isInfinite(b))) return undefined;
  if (a === b || (isInfinite(a) && isInfinite(b) && a.shadow === b.shadow)) return 0;
  if (!a.trouble && !b.trouble && isSame(a, b)) return 0;
  const size = Math.max(Math.abs(a.shadow), Math.abs(b.shadow));
  const close = size === Infinity ? 0 : Math.max(closeness.absolute, closeness.relative * size);
  const difference = a.shadow - b.shadow;
  if (difference > close) return 1;
  return difference < -close ? -1 : undefined;
}
