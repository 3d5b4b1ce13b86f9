// What gradients and slopes are called: dZ, or ∂J/∂Z.
import type { Name } from "./derived.ts";

/** How derivatives are written: dZ for the gradient, or dJ/dZ and ∂J/∂Z as fractions. */
export type Style = "short" | "fraction" | "partial";

/** The name of a quantity. */
export const quantityName = (of: string): Name => ({ kind: "quantity", text: of, numerator: of, of });

/** The name of the gradient of a loss with respect to a quantity. */
export const gradientName = (loss: string, of: string, style: Style): Name => ({
  kind: style === "short" ? "gradient" : "slope",
  text: style === "short" ? `d${of}` : fraction(loss, of, style),
  numerator: loss,
  of,
});

/** The name of the derivative of a quantity with respect to another one, element by element. */
export const slopeName = (numerator: string, of: string, style: Style): Name => ({
  kind: "slope",
  text: fraction(numerator, of, style === "short" ? "partial" : style),
  numerator,
  of,
});

const fraction = (above: string, below: string, style: Style): string => {
  const d = style === "partial" ? "∂" : "d";
  return `${d}${above}/${d}${below}`;
};
