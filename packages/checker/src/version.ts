// The version of this package: what a report says that it was made with.

/**
 * The version of @cadena/checker.
 * @example
 * version.split(".").length //=> 3
 */
export const version: string = "0.1.0";
