// Messages of Protocol Buffers, in which ONNX models are written. Source: the encoding of its documentation, and the
// numbers of fields of onnx.proto.

/** A message, or what goes into a field of one. */
export type Field =
  | readonly [number, "integer", number]
  | readonly [number, "float", number]
  | readonly [number, "bytes", Uint8Array]
  | readonly [number, "text", string]
  | readonly [number, "message", readonly Field[]];

const encoder = new TextEncoder();

/** The bytes of a message. */
export function encoded(fields: readonly Field[]): Uint8Array {
  const parts = fields.flatMap(([number, kind, content]): Uint8Array[] => {
    if (kind === "integer") return [varint(number * 8), varint(content)];
    if (kind === "float") return [varint(number * 8 + 5), new Uint8Array(Float32Array.of(content).buffer)];
    const bytes = kind === "bytes" ? content : kind === "text" ? encoder.encode(content) : encoded(content);
    return [varint(number * 8 + 2), varint(bytes.length), bytes];
  });
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Seven bits a byte, the lowest ones first; negative numbers as 64 bits. */
function varint(x: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(x));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
