/** Where an op's input may be sampled: an interval, and points near which the op is not smooth. */
export interface Domain {
  readonly low: number;
  readonly high: number;
  /** Kinks, poles and ties. */
  readonly avoid?: readonly number[];
}

/** All real numbers, sampled near 0. */
export const reals: Domain = { low: -2, high: 2 };
/** Numbers above 0. */
export const positive: Domain = { low: 0.2, high: 3 };
/** Numbers other than 0. */
export const nonzero: Domain = { low: -2, high: 2, avoid: [0] };
/** Probabilities, strictly between 0 and 1. */
export const unitInterval: Domain = { low: 0.05, high: 0.95 };
