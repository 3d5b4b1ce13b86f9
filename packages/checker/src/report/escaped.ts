// Text inside XML and HTML.

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/**
 * Text inside XML and HTML, in attributes too, without what XML has no place for: most control characters, halves of
 * surrogate pairs, U+FFFE and U+FFFF.
 */
export const escaped = (text: string): string =>
  text
    .replace(/[^\P{Cc}\n]|[\p{Cs}\uFFFE\uFFFF]/gu, "\uFFFD")
    .replace(/[&<>"\n]/g, (sign) => entities[sign] as string);
