/** Every op on the WebAssembly engine in single precision: values and derivatives within computed error bounds. */
import { opsIn } from "./opsIn.ts";

opsIn("float32", [
  [4e-7, 5e-6],
  [6e-7, 2e-5],
  [3e-6, 1e-4],
  [5e-6, 5e-4],
]);
