// Text in columns, in colours, and within a width.

/** The number of characters, not of code units. */
export const length = (text: string): number => [...text].length;

/** Filled up with spaces; what is longer stays as it is. */
export const padded = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - length(text)));

/** The length of the longest text that is no longer than `limit`; longer ones jut out of their column. */
export const columnWidth = (texts: readonly string[], limit: number = Number.POSITIVE_INFINITY): number =>
  Math.max(0, ...texts.map(length).filter((own) => own <= limit));

/** Green for what is as expected, red for what is not. */
export const painted = (text: string, ok: boolean): string => `\u001b[${ok ? 32 : 31}m${text}\u001b[0m`;

/** In heavier type. */
export const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

/** Without line breaks and other control characters, which would break the columns or the terminal. */
export const onOneLine = (text: string): string => text.replace(/\p{Cc}+/gu, " ");

/**
 * Words in lines of at most `width` characters; the second and later ones begin at `indent`. A longer word has a line
 * of its own.
 * @param start how many characters stand before the first word
 */
export function wrapped(text: string, width: number, start: number, indent: number): string {
  let [lines, at] = ["", start];
  for (const [k, word] of text.split(" ").entries()) {
    const fits = k === 0 || at + 1 + length(word) <= width;
    lines += k === 0 ? word : fits ? ` ${word}` : `\n${" ".repeat(indent)}${word}`;
    at = (fits ? at + (k === 0 ? 0 : 1) : indent) + length(word);
  }
  return lines;
}
