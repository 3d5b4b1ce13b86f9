// In which formats results are printed.

/** What `--format` can be. */
export const formats = ["text", "json", "md", "junit", "html"] as const;

/** One of them. */
export type Format = (typeof formats)[number];

/** What the `--format` of `cadena explain` can be. */
export const explainFormats = ["text", "svg", "json"] as const;

/** What the `--format` of `cadena derive` can be. */
export const derivedFormats = ["text", "md", "latex", "html"] as const;
