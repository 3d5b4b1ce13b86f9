/**
 * What the code of a page of documentation calls while it runs: it says where it is, and compares what a line gives
 * with what the page says that it gives.
 */
import { inspect } from "node:util";

/** The line of the page that runs now, or that failed. */
export interface Place {
  line: number;
}

/** A value as a page shows it: a text as it is, a list in brackets, a tensor through its own `toString`. */
export function format(value: unknown): string {
  if (typeof value === "string") return value;
  if (Object.is(value, -0)) return "0";
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(format).join(", ")}]`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `[${Array.from(value as unknown as ArrayLike<number>, format).join(", ")}]`;
  }
  if (value instanceof Map || value instanceof Set) return inspect(value, { depth: 4 });
  if (typeof value.toString === "function" && value.toString !== Object.prototype.toString) {
    return String(value);
  }
  const entries = Object.entries(value).map(([key, entry]) => `${key}: ${format(entry)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** What `console.log` prints of these. */
export function logged(...values: unknown[]): string {
  return values.map(format).join(" ");
}

const NUMBER = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi;

function normalise(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?([[\](){},]) ?/g, "$1");
}

/** Half a unit of the last printed digit; a number without a decimal point has next to no play. */
function play(printed: string): number {
  const [mantissa = "", exponent = "0"] = printed.toLowerCase().split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  if (decimals === 0 && exponent === "0") return 1e-9 * Math.max(1, Math.abs(Number(printed)));
  return 0.5000001 * 10 ** (Number(exponent) - decimals);
}

/**
 * Whether a text is the one that the page shows: spaces beside brackets and commas do not count, and a number agrees
 * when it rounds to the printed digits (0.6931 stands for 0.693147).
 */
export function agrees(actual: string, expected: string): boolean {
  const [a, e] = [normalise(actual), normalise(expected)];
  if (a === e) return true;
  if (a.replace(NUMBER, "#") !== e.replace(NUMBER, "#")) return false;
  const shown = e.match(NUMBER) ?? [];
  const found = a.match(NUMBER) ?? [];
  return shown.every((digits, i) => Math.abs(Number(found[i]) - Number(digits)) <= play(digits));
}

/** Runs one line and throws unless it gives what the page says; `throws ...` expects an error with that text. */
export async function check(
  at: Place,
  line: number,
  run: () => Promise<unknown>,
  expected: string,
): Promise<void> {
  at.line = line;
  const wanted = /^throws\b:?\s*([\s\S]*)$/.exec(expected)?.[1];
  if (wanted !== undefined) {
    let value: unknown;
    try {
      value = await run();
    } catch (error) {
      const text = String(error);
      if (normalise(text).includes(normalise(wanted))) return;
      throw new Error(`throws\n  ${text}\nbut the page says that it throws\n  ${wanted}`);
    }
    throw new Error(`gives ${format(value)}, but the page says that it throws ${wanted}`);
  }
  const value = await run();
  const actual = format(value);
  if (agrees(actual, expected)) return;
  if (typeof value === "string" && expected === JSON.stringify(value)) return;
  throw new Error(`gives\n  ${actual}\nbut the page says\n  ${expected}`);
}
