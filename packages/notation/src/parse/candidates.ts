// The stretches of a file in which a claim may stand: lines of code, mathematics, and the beginnings of lines.

/** A stretch of a file; signs of layout in it are blanked out, so that every column stays. */
export interface Candidate {
  readonly text: string;
  /** Its offset in the file. */
  readonly start: number;
  readonly from: "code" | "mathematics" | "prose";
  readonly erratum: boolean;
}

const fence = /^\s*(```|~~~)/;
const marker = /^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[[ x]\]\s+)?(?:\*\*|__)?/;
const wrongMark = /^[\s.,;:*_$]*(?:\(\s*(?:wrong|erratum|error|incorrect)\s*\)|[✗✘❌])/iu;
const opening = /^\s*(\$\$|\\\[|\\begin\s*\{(?:align|equation|gather|eqnarray|multline|flalign)[^}]*\})/;

/** What closes a display that is opened so. */
function closingOf(opens: string): string {
  if (opens === "$$") return "$$";
  return opens === "\\[" ? "\\]" : opens.replace("begin", "end");
}

/** A label before a claim: "Layer 1: dZ1 = ...". */
const label = /^\p{L}[\p{L}\p{N} -]{0,40}: +/u;

const blank = (text: string): string => text.replace(/[^\n]/g, " ");

/** The candidates of a file, in their order. */
export function candidatesOf(file: string): Candidate[] {
  const found: Candidate[] = [];
  let inCode = false;
  let at = 0;
  while (at < file.length) {
    const end = file.indexOf("\n", at) < 0 ? file.length : file.indexOf("\n", at);
    const line = file.slice(at, end);
    const opens = inCode ? undefined : opening.exec(line)?.[1];
    if (fence.test(line)) inCode = !inCode;
    else if (inCode) found.push(...codeLine(line, at));
    else if (opens !== undefined) {
      const closes = closingOf(opens);
      const from = file.indexOf(opens, at) + opens.length;
      const close = file.indexOf(closes, from);
      const to = close < 0 ? file.length : close;
      found.push(...displayed(file.slice(from, to), from, tail(file, to + closes.length)));
      at = Math.min(file.length, to + closes.length);
      continue;
    } else found.push(...proseLine(line, at));
    at = end + 1;
  }
  return found;
}

/** What stands behind an offset in its line. */
function tail(file: string, from: number): string {
  const end = file.indexOf("\n", from);
  return file.slice(from, end < 0 ? file.length : end);
}

/** A line of code; one with a string in it, cache["A1"], is no formula. */
function codeLine(line: string, start: number): Candidate[] {
  const comment = line.search(/(?:^|\s)(?:#|\/\/)/);
  const code = comment < 0 ? line : line.slice(0, comment);
  const note = comment < 0 ? "" : line.slice(comment).replace(/^\s*(?:#|\/\/)/, "");
  if (/"[^"]*"|'\w+'/.test(code)) return [];
  return [candidate(code, start, "code", /^\s*\(?(?:wrong|erratum|error|incorrect)\b/i.test(note))];
}

const cases = /\\begin\s*\{cases\}.*?\\end\s*\{cases\}/gs;

/** What stands between two formulas of a display. */
const separator = /\\\\|\\q?quad\b|\\(?:long)?(?:right|Right)arrow\b|\\to\b|\\implies\b|→|⇒/g;

/** Lines of a display end at \\\\; & only aligns. Inside of cases both belong to the formula. */
function displayed(content: string, start: number, after: string): Candidate[] {
  const outside = content.replace(cases, blank);
  const plain = content
    .replace(/&/g, (sign, at: number) => (outside[at] === "&" ? " " : sign))
    .replace(/\\(?:begin|end|tag\*?|label)\s*\{(?!cases)[^}]*\}/g, blank);
  const breaks = [...outside.matchAll(separator)];
  const erratum = wrongMark.test(after);
  return [...breaks, undefined].map((next, k) => {
    const last = breaks[k - 1];
    const from = last === undefined ? 0 : last.index + last[0].length;
    return candidate(plain.slice(from, next?.index), start + from, "mathematics", erratum);
  });
}

/** A dollar sign opens before a letter and closes behind one, as in Pandoc: 5$ is a price. */
const inline = /\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)|\\\((.+?)\\\)|`([^`\n]+)`/g;

function proseLine(line: string, start: number): Candidate[] {
  const formulas = [...line.matchAll(inline)].map((match): Candidate => {
    const content = match[1] ?? match[2] ?? match[3] ?? "";
    const from = match.index + match[0].indexOf(content);
    const [before, after] = [line.slice(0, match.index), line.slice(match.index + match[0].length)];
    const isStruck = /~~\s*$/.test(before) && /^\s*~~/.test(after);
    return candidate(content, start + from, "mathematics", isStruck || wrongMark.test(after));
  });
  if (formulas.length > 0) return formulas;
  return cellsOf(line).map(([from, to]) => {
    const cell = line.slice(from, to);
    const lead = marker.exec(cell)?.[0].length ?? 0;
    const begin = from + lead + (label.exec(cell.slice(lead))?.[0].length ?? 0);
    return candidate(line.slice(begin, to), start + begin, "prose", false);
  });
}

/** Where the cells of a row of a table begin and end; any other line is one cell. */
function cellsOf(line: string): (readonly [from: number, to: number])[] {
  if (!/^\s*\|.*\|\s*$/.test(line)) return [[0, line.length]];
  const bars = [...line.matchAll(/\|/g)].map(({ index }) => index);
  return bars.slice(1).map((bar, k) => [(bars[k] as number) + 1, bar]);
}

/** Without strikes, marks of errata, emphasis, and the punctuation at the end of a sentence. */
function candidate(text: string, start: number, from: Candidate["from"], erratum: boolean): Candidate {
  const struck = /^\s*~~(.*?)~~/s.exec(text);
  const plain = struck ? struck[0].replace(/~~/g, "  ") : text;
  const mark = /(?:\(\s*(?:wrong|erratum|error|incorrect)\s*\)|[✗✘❌])\s*[.,;]?\s*$/iu.exec(plain);
  const whole = mark ? plain.slice(0, mark.index) : plain;
  // The number of an equation, (3) or (*), stands apart.
  const formula = whole.replace(/\s{2,}\((?:\*+|\d+(?:\.\d+)?)\)\s*$/, "");
  const end = formula.replace(/(?:\*\*|__)?[\s.,;:]*(?:\*\*|__)?\s*$/, "").length;
  const isErratum = erratum || mark !== null || struck !== null;
  return { text: whole.slice(0, end), start, from, erratum: isErratum };
}
