// Where a node comes from: the user's line, and, for a node that a pass made, what it was made for.
// Frames are captured unformatted and read only when an error is printed.

/** The user's place in the code, and the part of the derivation that made the node. */
export interface Origin {
  /** An object with a lazily formatted `stack`; undefined where capturing is off. */
  readonly trace: { readonly stack?: string } | undefined;
  /** What a pass made the node for: "gradient of sigmoid". */
  readonly role: string | undefined;
}

interface StackCapture {
  stackTraceLimit?: number;
  captureStackTrace?(target: object, below?: unknown): void;
}

const frames = 24;
const engine = Error as unknown as StackCapture;
let capturing = true;
let inherited: Origin | undefined;

/**
 * Switches the capturing of origins on or off; off, making a node costs nothing for its origin.
 * @returns how it was before
 * @example
 * const before = captureOrigins(false);
 * input("x", [2]).origin //=> undefined
 * captureOrigins(before);
 */
export function captureOrigins(on: boolean): boolean {
  const before = capturing;
  capturing = on;
  return before;
}

/** The origin of a node that is being made right now. `below` is the function whose callers are the user's. */
export function originHere(below: unknown): Origin | undefined {
  if (inherited !== undefined) return inherited;
  if (!capturing) return undefined;
  const trace: { stack?: string } = {};
  const limit = engine.stackTraceLimit;
  engine.stackTraceLimit = frames;
  if (engine.captureStackTrace) engine.captureStackTrace(trace, below);
  else trace.stack = new Error().stack ?? "";
  if (limit !== undefined) engine.stackTraceLimit = limit;
  return { trace, role: undefined };
}

/** Runs `make` such that all nodes it makes inherit `origin`, with the role that they play. */
export function inheriting<R>(origin: Origin | undefined, role: string | undefined, make: () => R): R {
  if (origin === undefined && !capturing) return make();
  const before = inherited;
  inherited = { trace: origin?.trace, role: role ?? origin?.role };
  try {
    return make();
  } finally {
    inherited = before;
  }
}

// Frames of the library itself: what stands beside this package, whose own place is that of this very frame, or is
// installed as an @cadena package.
const here =
  /((?:file:\/\/)?[^\s()]*)graph\/(?:src|dist)\/node\/origin\./.exec(new Error().stack ?? "")?.[1] ??
  "/@cadena/";
const library = new RegExp(`(?:${literally(here)}|/@cadena/)[a-z-]+/(?:src|dist)/|node:internal`);

function literally(path: string): string {
  return path.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The user's line, as `file:line:column`, or undefined where it is not known. */
export function userLine(origin: Origin | undefined): string | undefined {
  const lines = origin?.trace?.stack?.split("\n").slice(1) ?? [];
  const frame = lines.find((line) => /:\d+:\d+\)?$/.test(line) && !library.test(line));
  return frame && path(frame.endsWith(")") ? frame.slice(frame.indexOf(" (") + 2, -1) : bare(frame));
}

/** A frame without a function: `at place`; of Firefox and Safari: `name@place`. */
function bare(frame: string): string {
  return frame.replace(/^\s*at (?:async )?|^[^@/]*@/, "");
}

/** A place as it is written in a terminal: without file://, and with blanks and letters as they are. */
function path(place: string): string {
  const encoded = place.replace(/^file:\/\/(?:\/(?=\w:))?/, "");
  if (encoded === place) return place;
  try {
    return decodeURI(encoded);
  } catch {
    return encoded;
  }
}
