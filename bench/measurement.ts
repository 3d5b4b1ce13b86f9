/** One number that a benchmark found. */
export interface Measurement {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}
