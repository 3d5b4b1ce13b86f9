// Puts loops together: a node's loops join earlier ones that run as often and touch the same data, as far as each
// element is there before it is read. What was just computed is then still in a register.
import type { Node } from "@cadena/graph";
import { dense } from "@cadena/graph/extend";
import {
  type Buffer,
  Counter,
  constant,
  type Expression,
  type Place,
  Register,
} from "../loops/expression.ts";
import type { Loop, Statement } from "../loops/statement.ts";
import { expressionsIn } from "../loops/walk.ts";
import { Elements } from "./element.ts";
import type { Nest } from "./nest.ts";
import { samePlace, split } from "./place.ts";

/** How a node's element came about: where it was stored, in which register it is, and in which list of statements. */
interface Made {
  readonly place: Place;
  readonly register: Register;
  readonly scope: readonly Statement[];
}

interface Reading {
  readonly node: Node;
  readonly place: Place;
}

/** So many loops are looked back at for one to join. */
const lookBack = 32;
/** A loop in which so many values are computed is joined by no more: hosts bound how large a function may be. */
const largest = 256;

/** Collects statements. */
export class Fusion {
  readonly statements: Statement[] = [];
  readonly #buffers: ReadonlyMap<Node, Buffer>;
  readonly #made = new Map<Node, Made>();
  /** The nodes that are computed inside a statement, and those that it reads. */
  readonly #touched = new Map<Statement, { makes: Set<Node>; reads: Set<Node> }>();
  /** How many values are computed inside a loop. */
  readonly #sizes = new Map<Statement, number>();
  /** Loops that run in order, which no others join: those would have to wait as well. */
  readonly #ordered = new Set<Statement>();
  #names = 0;

  /** @param buffers of all nodes that have one */
  constructor(buffers: ReadonlyMap<Node, Buffer>) {
    this.#buffers = buffers;
  }

  /** Adds a statement that is no loop: a product, a call, a buffer that is cleared. */
  add(statement: Statement, makes: Node): void {
    this.statements.push(statement);
    this.#note(statement, [makes], []);
  }

  /**
   * Adds the loops of a node.
   * @param isWhole whether they compute all of it, and no other loops the rest
   */
  nest(node: Node, nest: Nest, isWhole: boolean): void {
    const fresh = nest.extents.map((extent) => new Counter(`i${this.#names++}`, extent));
    const readings = this.#readingsOf(nest, fresh);
    const running = fresh.filter(({ extent }) => extent !== 1);
    const independent = fresh.slice(0, nest.independent).filter(({ extent }) => extent !== 1).length;
    const { joined, own } = this.#placed(node, running, readings);
    const loops = [...joined, ...own];
    const scopes = [this.statements, ...loops.map(({ body }) => body)];

    const counters = fresh.map((counter) => loops[running.indexOf(counter)]?.counter ?? counter);
    const register = new Register(`r${this.#names++}`, node.dtype);
    const elements = new Elements(
      (one) => this.#buffers.has(one),
      (one, place) => this.#read(one, place, scopes),
    );
    const value = nest.value(elements, counters);
    const place = nest.place(counters, elements);
    if (place.lookups !== undefined) for (const loop of loops) this.#ordered.add(loop);
    const { size } = expressionsIn([{ kind: "let", register, value }]);
    for (const loop of loops) this.#sizes.set(loop, (this.#sizes.get(loop) ?? 0) + size);
    const result: Expression = { kind: "register", dtype: node.dtype, register };
    const store: Statement = {
      kind: "store",
      buffer: this.#buffers.get(node) as Buffer,
      place,
      value: result,
      ...(nest.adds && { adds: true }),
    };
    const innermost = scopes.at(-1) as Statement[];
    const home = scopes[independent] as Statement[];
    if (nest.fold === undefined) innermost.push({ kind: "let", register, value }, store);
    else {
      // A fold begins before its first loop, which may have been there, and is done after it.
      const begin: Statement = { kind: "let", register, value: constant(nest.fold.start, node.dtype) };
      const first = loops[independent];
      const at = first === undefined ? home.length : home.lastIndexOf(first);
      home.splice(at, 0, begin);
      innermost.push({ kind: "fold", register, ...nest.fold, value });
      home.splice(first === undefined ? home.length : at + 2, 0, store);
    }
    for (const statement of [...loops, store]) this.#note(statement, [node], readings);
    if (isWhole) this.#made.set(node, { place, register, scope: home });
  }

  /** The loops that counters can join, and new ones inside of them for the rest. */
  #placed(
    node: Node,
    counters: readonly Counter[],
    readings: readonly Reading[],
  ): { joined: Loop[]; own: Loop[] } {
    const joined: Loop[] = [];
    let list = this.statements;
    for (const counter of counters) {
      const loop = this.#joinable(node, list, counter, readings);
      if (loop === undefined) break;
      joined.push(loop);
      list = loop.body;
    }
    const own = counters.slice(joined.length).map((counter): Loop => ({ kind: "loop", counter, body: [] }));
    for (const loop of own) {
      list.push(loop);
      list = loop.body;
    }
    return { joined, own };
  }

  #note(statement: Statement, makes: readonly Node[], readings: readonly Reading[]): void {
    const known = this.#touched.get(statement) ?? { makes: new Set(), reads: new Set() };
    for (const node of makes) known.makes.add(node);
    for (const { node } of readings) known.reads.add(node);
    this.#touched.set(statement, known);
  }

  /** What loops over fresh counters would read. */
  #readingsOf(nest: Nest, counters: readonly Counter[]): Reading[] {
    const found: Reading[] = [];
    const elements = new Elements(
      (node) => this.#buffers.has(node),
      (node, place) => {
        found.push({ node, place });
        return { kind: "load", dtype: node.dtype, buffer: this.#buffers.get(node) as Buffer, place };
      },
    );
    nest.value(elements, counters);
    return found;
  }

  #read(node: Node, place: Place, scopes: readonly (readonly Statement[])[]): Expression {
    const made = this.#made.get(node);
    // Registers last while a loop runs, not from one loop to the next.
    const isHeld = made !== undefined && made.scope !== this.statements && scopes.includes(made.scope);
    if (isHeld && samePlace(made.place, place)) {
      return { kind: "register", dtype: node.dtype, register: made.register };
    }
    return { kind: "load", dtype: node.dtype, buffer: this.#buffers.get(node) as Buffer, place };
  }

  /** The last loop of a list that a counter's loop can join. */
  #joinable(
    node: Node,
    list: readonly Statement[],
    counter: Counter,
    readings: readonly Reading[],
  ): Loop | undefined {
    for (const statement of list.slice(-lookBack).reverse()) {
      const touched = this.#touched.get(statement);
      // Another part of the node, or its clearing.
      if (touched?.makes.has(node)) return undefined;
      const needed = readings.filter(({ node }) => touched?.makes.has(node));
      const isOpen =
        statement.kind === "loop" &&
        !this.#ordered.has(statement) &&
        (this.#sizes.get(statement) ?? 0) < largest;
      if (isOpen && statement.counter.extent === counter.extent) {
        const shares = needed.length > 0 || readings.some(({ node }) => touched?.reads.has(node));
        if (shares && needed.every((one) => this.#inStep(one, counter, statement.counter))) return statement;
      }
      if (needed.length > 0) return undefined;
    }
    return undefined;
  }

  /** Whether an element is read in the very run of a loop in which it is made. */
  #inStep({ node, place }: Reading, counter: Counter, loop: Counter): boolean {
    const made = this.#made.get(node);
    if (made === undefined) return false;
    const layout = dense(node.shape);
    const [there, here] = [split(made.place, node.shape, layout), split(place, node.shape, layout)];
    if (there === undefined || here === undefined) return false;
    const along = ({ start, strides }: Place, one: Counter): boolean =>
      start === 0 && strides.size === 1 && strides.get(one) === 1;
    return there.some((part, axis) => along(part, loop) && along(here[axis] as Place, counter));
  }
}
