/** Every op on the WebAssembly engine in double precision: values and derivatives within computed error bounds. */
import { opsIn } from "./opsIn.ts";

opsIn("float64", [
  [4e-15, 5e-14],
  [4e-15, 2e-13],
  [2e-14, 1e-12],
  [4e-14, 5e-12],
]);
