// Stand-in until the graph package exports `exact`.
export type Exact = { numerator: bigint; denominator: bigint } | "pi" | "e";
export function exact(x: number): Exact {
  if (x === Math.PI) return "pi";
  if (x === Math.E) return "e";
  if (Number.isInteger(x)) return { numerator: BigInt(x), denominator: 1n };
  let [h0, h1, k0, k1, rest] = [0n, 1n, 1n, 0n, Math.abs(x)];
  const s = x < 0 ? -1n : 1n;
  while (k1 <= 1000000n) {
    const whole = BigInt(Math.floor(rest));
    [h0, h1] = [h1, whole * h1 + h0];
    [k0, k1] = [k1, whole * k1 + k0];
    if (k1 <= 1000000n && Number(h1) / Number(k1) === Math.abs(x)) return { numerator: s * h1, denominator: k1 };
    rest = 1 / (rest - Math.floor(rest));
  }
  const [m, e] = x.toExponential().split("e") as [string, string];
  const [a, b = ""] = m.split(".") as [string, string?];
  const power = Number(e) - b.length;
  const n = BigInt(a + b);
  return power >= 0 ? { numerator: n * 10n ** BigInt(power), denominator: 1n } : { numerator: n, denominator: 10n ** BigInt(-power) };
}
