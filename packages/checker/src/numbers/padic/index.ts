// The p-adic numbers.
export { agreement, type PAdicAgreement } from "./agreement.ts";
export type { PAdic } from "./number.ts";
export { digitsFor, type PAdicMode, type PAdicSystem, pAdic } from "./padic.ts";
export { type PAdicQuotient, pAdicQuotient, type QuotientQuestion } from "./quotient.ts";
export { type Place, samplePAdic } from "./sample.ts";
export type { Twist } from "./twist.ts";
