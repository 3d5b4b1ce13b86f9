/** One row that a benchmark found: what was measured, and the figures. */
export type Measurement = Readonly<Record<string, string | number | boolean>>;
