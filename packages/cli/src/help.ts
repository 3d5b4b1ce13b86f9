// What --help says below the options of each command.

export const examples: string = `
Examples:
  $ cadena check model.ts
  $ cadena check examples/notes --format json > report.json
  $ cadena check model.ts --claims notes.md --given "columns of Y sum to 1"
  $ cadena check model.ts --format html -o report.html
  $ cadena equal "(A B)^T" "B^T A^T"
  $ cadena derive model.ts --wrt W
  $ cadena diagnose model.ts grads.npz
  $ cadena lint model.ts
  $ cadena replay report.json
  $ cadena graph model.ts -o picture.svg
  $ cadena graph examples/notes --id N7 --gradients -o picture.svg
  $ cadena explain model.ts --gradients --profile`;

export const checkHelp: string = `
Examples:
  $ cadena check model.ts
  $ cadena check examples/notes --id N7 --require exact
  $ cadena check model.ts --claims notes.md
  $ cadena check model.ts --claims notes.md --given "columns of Y sum to 1" --seed 7
  $ cadena check examples/notes --format junit > report.xml
  $ cadena check model.ts --format html -o report.html
  $ cadena check model.ts --save-counterexamples test/counterexamples

Exit status:
  0  all claims hold, and all errata are refuted
  1  something is refuted that should hold, or holds that should be refuted
  2  something could not be decided, or not as exactly as --require asks
  3  wrong usage, or something that cannot be read`;

export const equalHelp: string = `
Capital letters are matrices, small ones numbers, or vectors where a formula uses them so; the shapes are the most
general ones at which both formulas make sense.

Examples:
  $ cadena equal "sin(x)^2 + cos(x)^2" 1
  $ cadena equal "(A B)^T" "B^T A^T"
  $ cadena equal "x^T A x" "x^T A^T x" --shapes "A: n n, x: n"
  $ cadena equal "2 A x" "(A + A^T) x" --given "A is symmetric"
  $ cadena equal '\\frac{1}{m} \\sum_{i=1}^m x_i' "np.mean(x)"

Exit status:
  0  equal
  1  not equal
  2  undecided
  3  wrong usage, or something that cannot be read`;

export const deriveHelp: string = `
Each line is shown to equal the one before it, in exact arithmetic; what cannot be shown is not written.

Examples:
  $ cadena derive model.ts
  $ cadena derive model.ts --wrt W1 --wrt b1 --shapes
  $ cadena derive examples/notes --id N7 --style fraction
  $ cadena derive examples/notes --id "N19 softmax" --wrt W1 --through Z1 --through Z2 --through Z3
  $ cadena derive model.ts --format html -o derivation.html

Exit status:
  0  derived
  2  a result was shown step by step only, and not as the gradient of the whole cost
  3  wrong usage, or something that cannot be read or written`;

export const diagnoseHelp: string = `
In Python, save the gradients beside the data and the parameters that they were computed at:
  np.savez("grads.npz", X=X, Y=Y, W1=W1, b1=b1, dW1=dW1, db1=db1)

Examples:
  $ cadena diagnose model.ts grads.npz
  $ cadena diagnose model.ts data.npz dW1.npy db1.npy
  $ cadena diagnose examples/notes --id N7 grads.json --format json

Exit status:
  0  all gradients agree
  1  some differ
  3  wrong usage, or something that cannot be read`;

export const lintHelp: string = `
Each finding has its line, what is wrong, values at which floats break down there, and what to write instead.

Examples:
  $ cadena lint model.ts
  $ cadena lint examples/notes --id N7
  $ cadena lint model.ts --format json

Exit status:
  0  nothing is found
  1  something is found
  3  wrong usage, or something that cannot be read`;

export const replayHelp: string = `
Examples:
  $ cadena check model.ts --format json > report.json
  $ cadena replay report.json

Exit status:
  0  all is the same
  1  something differs
  3  wrong usage, or something that cannot be read`;

export const graphHelp: string = `
Examples:
  $ cadena graph model.ts -o picture.svg
  $ cadena graph model.ts --gradients -o picture.dot
  $ cadena graph examples/notes --id N7 | dot -Tpdf > picture.pdf

Exit status:
  0  drawn
  3  wrong usage, or something that cannot be read or drawn`;

export const explainHelp: string = `
Examples:
  $ cadena explain model.ts
  $ cadena explain model.ts --gradients --profile --precision float32
  $ cadena explain model.ts --gradients --profile --format svg > picture.svg
  $ cadena explain examples/notes --id N7 --format json

Exit status:
  0  explained
  3  wrong usage, or something that cannot be read or compiled`;
