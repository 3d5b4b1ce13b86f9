// A module: functions over one imported memory, as bytes.
import { Bytes, list, name, type Run, signed, unsigned } from "./bytes.ts";
import { type Code, code, type ResultType, type Statement, typeByte, type ValueType, write } from "./code.ts";

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
    return new Variable(type, index);
  }

  /** Writes the declarations as the binary format wants them: runs of one type. */
  write(out: Bytes): void {
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    out.run(unsigned(runs.length));
    for (const { type, count } of runs) out.run(unsigned(count)).byte(typeByte[type]);
  }
}

/** A variable by its number. */
class Variable<T extends ValueType> implements Local<T> {
  readonly type: T;
  readonly get: Code<T>;
  readonly #at: Run;

  constructor(type: T, index: number) {
    this.type = type;
    this.#at = unsigned(index);
    this.get = code(type, 0x20, this.#at);
  }

  set(value: Code<T>): Statement {
    return code("none", value, 0x21, this.#at);
  }

  tee(value: Code<T>): Code<T> {
    return code(this.type, value, 0x22, this.#at);
  }
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
  readonly #types = new Map<string, number>();
  readonly #typeBytes: Run[] = [];
  readonly #imports: { field: string; type: number }[] = [];
  readonly #bodies: { type: number; bytes: Run }[] = [];
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
    const params = signature.params.map((type, index) => new Variable(type, index)) as unknown as Locals<P>;
    const statements = body(params, variables);
    const out = new Bytes();
    variables.write(out);
    write(statements, out);
    const index = this.#imports.length + this.#bodies.length;
    this.#bodies.push({ type: this.#typeOf(signature), bytes: out.byte(0x0b).written });
    if (exported !== undefined) this.#exports.push({ field: exported, index });
    return callable(signature, index);
  }

  /** A variable of an instance, which all its functions share; instances over one memory have their own. */
  global(value: number): Local<"i32"> {
    const at = unsigned(this.#globals.length);
    this.#globals.push([typeByte.i32, 0x01, 0x41, ...signed(value | 0), 0x0b]);
    return {
      type: "i32",
      get: code("i32", 0x23, at),
      set: (value) => code("none", value, 0x24, at),
      tee: (value) => code("i32", value, 0x24, at, 0x23, at),
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
    const functions = this.#bodies.map(({ type }) => unsigned(type));
    const bodies = this.#bodies.flatMap(({ bytes }) => [unsigned(bytes.length), bytes]);
    const out = new Bytes().run([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(out, 1, list(this.#typeBytes));
    section(out, 2, list([memory, ...imports]));
    section(out, 3, list(functions));
    section(out, 6, list(this.#globals));
    section(out, 7, list(exports));
    section(out, 10, list(bodies, this.#bodies.length));
    return out.written;
  }

  #typeOf({ params, result }: Signature): number {
    const key = `${params} ${result}`;
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    const type = new Bytes().byte(0x60).counted(params.map((type) => typeByte[type]));
    type.counted(result === "none" ? [] : [typeByte[result]]);
    this.#types.set(key, this.#typeBytes.length);
    return this.#typeBytes.push(type.written) - 1;
  }
}

const section = (out: Bytes, id: number, content: Run): Bytes => out.byte(id).counted(content);

function callable<P extends readonly ValueType[], R extends ResultType>(
  signature: Signature<P, R>,
  index: number,
): Func<P, R> {
  return {
    signature,
    call: (...args) => code(signature.result, ...(args as readonly Code[]), 0x10, unsigned(index)),
  };
}
