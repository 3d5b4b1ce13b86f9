// The loop language as text: what another back end can be written from, and what people read.
import type { Expression, Place } from "./expression.ts";
import type { Statement } from "./statement.ts";

/** Statements, one a line, indented by loops. */
export function printed(statements: readonly Statement[], indent = ""): string {
  return statements.map((statement) => line(statement, indent)).join("\n");
}

function line(statement: Statement, indent: string): string {
  switch (statement.kind) {
    case "loop": {
      const { counter, body } = statement;
      return `${indent}for ${counter.name} < ${counter.extent}\n${printed(body, `${indent}  `)}`;
    }
    case "let":
      return `${indent}${statement.register.name} = ${expression(statement.value)}`;
    case "fold": {
      const { register, step, value } = statement;
      const soFar: Expression = { kind: "register", dtype: register.dtype, register };
      return `${indent}${register.name} = ${expression(step(soFar, value))}`;
    }
    case "store": {
      const sign = statement.adds ? "+=" : "=";
      return `${indent}${statement.buffer.name}[${place(statement.place)}] ${sign} ${expression(statement.value)}`;
    }
    case "product": {
      const { rows, columns, depth, batch, a, b, out } = statement;
      const times = batch === 1 ? "" : `, ${batch} times`;
      return `${indent}${out.name} = ${a.buffer.name} · ${b.buffer.name} (${rows} × ${depth} × ${columns}${times})`;
    }
    case "clear":
      return `${indent}${statement.buffer.name} = 0`;
    case "check":
      return `${indent}check ${statement.indices.name} < ${statement.below}`;
    case "call":
      return `${indent}${statement.out.name} = ${statement.node.op.name}(${statement.inputs.map(({ name }) => name).join(", ")})`;
  }
}

function place({ start, strides, lookups = [] }: Place): string {
  const parts = [
    ...lookups.map(({ index, stride }) => [expression(index), stride] as const),
    ...[...strides].map(([{ name }, stride]) => [name, stride] as const),
  ];
  const terms = parts.map(([part, stride]) => (stride === 1 ? part : `${stride} ${part}`));
  return [...terms, ...(start !== 0 || terms.length === 0 ? [String(start)] : [])].join(" + ");
}

const infix: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  and: "and",
  or: "or",
};
const relations = new Set(["<", "<=", "==", "!=", ">", ">="]);

function expression(value: Expression): string {
  switch (value.kind) {
    case "constant":
      return String(value.value);
    case "load":
      return `${value.buffer.name}[${place(value.place)}]`;
    case "count":
      return value.counter.name;
    case "register":
      return value.register.name;
    case "apply": {
      const inputs = value.inputs.map(expression);
      const sign = relations.has(value.name) ? value.name : infix[value.name];
      return sign === undefined ? `${value.name}(${inputs.join(", ")})` : `(${inputs.join(` ${sign} `)})`;
    }
  }
}
