// Which of the mistakes that a diagnosis may name describe a mistake that was planted. The names on the left are those of
// checking/edits.ts, which knows nothing of the repairs.

const factors = ["a factor", "an extra factor", "the wrong number"] as const;
const counts = ["a division by a count", "the wrong dimension", "an extra factor"] as const;
const slopes = ["an extra derivative", "an extra factor"] as const;

/** By the kind of a planted mistake, the names that say the same. */
export const classes: Readonly<Record<string, readonly string[]>> = {
  "the sign": ["the sign"],
  "a factor": factors,
  "a number a little off": ["the wrong number", ...factors],
  "the wrong number": ["the wrong number", ...factors, "the power"],
  "an extra 1/m": counts,
  "an extra m": counts,
  "the wrong dimension": ["the wrong dimension"],
  "a forgotten dimension": ["the wrong dimension", "a division by a count"],
  "a forgotten number": ["the wrong number", "a missing factor", "the penalty"],
  "an extra slope": slopes,
  "an extra factor": ["an extra factor", "an extra derivative", "the wrong quantity"],
  "a dropped factor": ["a missing factor", "a missing derivative", "a division by a count", "a factor"],
  "a dropped divisor": ["a missing factor", "a missing derivative", "a division by a count", "a factor"],
  "an extra term": ["an extra term"],
  "a dropped term": ["a missing term", "the penalty", "a missing derivative"],
  "a product for a sum": ["a sum against a product"],
  "a sum for a product": ["a sum against a product"],
  "a product for a quotient": ["a quotient"],
  "a quotient for a product": ["a quotient"],
  "a quotient upside down": ["a quotient"],
  "the wrong quantity": [
    "the wrong quantity",
    "a derivative at the wrong place",
    "the derivative of another function",
  ],
  "an updated quantity": ["updated weights", "an extra term"],
  "the wrong function": [
    "a division by a count",
    "the wrong function",
    "the power",
    "the axis of a sum",
    "the derivative of another function",
  ],
  "a missing function": ["a missing function"],
  "a clip": ["an extra function"],
  "a missing sum": ["the axis of a sum"],
  "the wrong axis": ["the axis of a sum"],
  "the comparison": ["the comparison"],
  "a missing power": ["the power", "a missing function", "a missing factor"],
  "a power too high": ["the power"],
  "a missing transpose": ["a transpose", "the wrong quantity"],
  "an extra transpose": ["a transpose", "the wrong quantity"],
  "factors swapped": ["the order of factors"],
  "* for the matrix product": ["elementwise against matrix product"],
  "the matrix product for *": ["elementwise against matrix product"],
  "a matrix product for a square": ["elementwise against matrix product"],
};
