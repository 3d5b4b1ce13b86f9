// A module: functions over one imported memory, as bytes.
import { list, name, signed, unsigned } from "./bytes.ts";
import {
  type Code,
  code,
  flattened,
  type ResultType,
  type Statement,
  typeByte,
  type ValueType,
} from "./code.ts";

/** A local variable of a function. */
export interface Local<T extends ValueType = ValueType> {
  readonly type: T;
  readonly get: Code<T>;
  set(value: Code<T>): Statement;
  /** Sets the variable, and gives its new value. */
  tee(value: Code<T>): Code<T>;
}

/** What a function takes and gives. */
export interface Signature<
  P extends readonly ValueType[] = readonly ValueType[],
  R extends ResultType = ResultType,
> {
  readonly params: P;
  readonly result: R;
}

type Locals<P extends readonly ValueType[]> = { readonly [K in keyof P]: Local<P[K]> };
type Arguments<P extends readonly ValueType[]> = { readonly [K in keyof P]: Code<P[K]> };

/** A function, before it is written or called. */
export interface Func<
  P extends readonly ValueType[] = readonly ValueType[],
  R extends ResultType = ResultType,
> {
  readonly signature: Signature<P, R>;
  call(...args: Arguments<P>): Code<R>;
}

/** Makes the variables of one function. */
export class Variables {
  readonly #types: ValueType[] = [];
  readonly #params: number;

  constructor(params: number) {
    this.#params = params;
  }

  /** A new variable, which is 0 at first. */
  local<T extends ValueType>(type: T): Local<T> {
    const index = this.#params + this.#types.length;
    this.#types.push(type);
    return variable(type, index);
  }

  /** The declarations, as the binary format wants them: runs of one type. */
  get bytes(): number[] {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    return list(runs.map(({ type, count }) => [...unsigned(count), typeByte[type]]));
  }
}

function variable<T extends ValueType>(type: T, index: number): Local<T> {
  const at = unsigned(index);
  return {
    type,
    get: code(type, 0x20, ...at),
    set: (value) => code("none", value, 0x21, ...at),
    tee: (value) => code(type, value, 0x22, ...at),
  };
}

/** What a module needs of its memory: at least so many pages of 64 KiB, and whether threads share it. */
export interface MemoryNeed {
  readonly pages: number;
  readonly maximum?: number;
  readonly shared?: boolean;
}

/** The body of a function: its statements, the last of which leaves the result where there is one. */
export type Body<P extends readonly ValueType[]> = (
  params: Locals<P>,
  variables: Variables,
) => readonly Code[];

/** Collects functions and imports, and writes them. Imports come first. */
export class Module {
  readonly #memory: MemoryNeed;
  readonly #types: string[] = [];
  readonly #typeBytes: number[][] = [];
  readonly #imports: { field: string; type: number }[] = [];
  readonly #bodies: { type: number; bytes: number[] }[] = [];
  readonly #exports: { field: string; index: number }[] = [];
  readonly #globals: number[][] = [];

  constructor(memory: MemoryNeed) {
    this.#memory = memory;
  }

  /** A function that the host gives, as `host.<field>`. */
  import<const P extends readonly ValueType[], R extends ResultType>(
    field: string,
    signature: Signature<P, R>,
  ): Func<P, R> {
    if (this.#bodies.length > 0) throw new Error(`import ${field}: imports come before functions`);
    this.#imports.push({ field, type: this.#typeOf(signature) });
    return callable(signature, this.#imports.length - 1);
  }

  /**
   * A function of the module.
   * @param exported the name under which the host finds it
   */
  func<const P extends readonly ValueType[], R extends ResultType>(
    signature: Signature<P, R>,
    body: Body<P>,
    exported?: string,
  ): Func<P, R> {
    const variables = new Variables(signature.params.length);
    const params = signature.params.map((type, index) => variable(type, index)) as unknown as Locals<P>;
    const written = flattened(body(params, variables));
    const index = this.#imports.length + this.#bodies.length;
    this.#bodies.push({ type: this.#typeOf(signature), bytes: [...variables.bytes, ...written, 0x0b] });
    if (exported !== undefined) this.#exports.push({ field: exported, index });
    return callable(signature, index);
  }

  /** A variable of an instance, which all its functions share; instances over one memory have their own. */
  global(value: number): Local<"i32"> {
    const at = unsigned(this.#globals.length);
    this.#globals.push([typeByte.i32, 0x01, 0x41, ...signed(value | 0), 0x0b]);
    return {
      type: "i32",
      get: code("i32", 0x23, ...at),
      set: (value) => code("none", value, 0x24, ...at),
      tee: (value) => code("i32", value, 0x24, ...at, 0x23, ...at),
    };
  }

  /** The module in the binary format. */
  get bytes(): Uint8Array<ArrayBuffer> {
    const { pages, maximum, shared = false } = this.#memory;
    const limits =
      maximum === undefined
        ? [0x00, ...unsigned(pages)]
        : [shared ? 0x03 : 0x01, ...unsigned(pages), ...unsigned(maximum)];
    const memory = [...name("host"), ...name("memory"), 0x02, ...limits];
    const imports = this.#imports.map(({ field, type }) => [
      ...name("host"),
      ...name(field),
      0x00,
      ...unsigned(type),
    ]);
    const exports = this.#exports.map(({ field, index }) => [...name(field), 0x00, ...unsigned(index)]);
    const bodies = this.#bodies.map(({ bytes }) => [...unsigned(bytes.length), ...bytes]);
    return Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(1, this.#typeBytes),
      ...section(2, [memory, ...imports]),
      ...section(
        3,
        this.#bodies.map(({ type }) => unsigned(type)),
      ),
      ...section(6, this.#globals),
      ...section(7, exports),
      ...section(10, bodies),
    ]);
  }

  #typeOf({ params, result }: Signature): number {
    const bytes = [
      0x60,
      ...list(params.map((type) => [typeByte[type]])),
      ...list(result === "none" ? [] : [[typeByte[result]]]),
    ];
    const known = this.#types.indexOf(bytes.join());
    if (known >= 0) return known;
    this.#types.push(bytes.join());
    return this.#typeBytes.push(bytes) - 1;
  }
}

function section(id: number, items: readonly (readonly number[])[]): number[] {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
}

function callable<P extends readonly ValueType[], R extends ResultType>(
  signature: Signature<P, R>,
  index: number,
): Func<P, R> {
  return {
    signature,
    call: (...args) => code(signature.result, ...(args as readonly Code[]), 0x10, ...unsigned(index)),
  };
}
