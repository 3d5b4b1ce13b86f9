// A small network on two half moons: layers, loss, optimiser and metrics of @cadena/nn, with a progress bar where
// there is a terminal.
import { tanh } from "@cadena/graph";
import {
  accuracy,
  adam,
  confusionMatrix,
  dense,
  fit,
  model,
  moons,
  predict,
  sequential,
  sparseCrossEntropy,
} from "@cadena/nn";
import { terminal } from "@cadena/nn/node";

const train = moons(200, { seed: 1 });
const test = moons(200, { seed: 2 });

const net = model(sequential(dense(2, 16), tanh, dense(16, 2)), { seed: 3 });
console.log(net.parameters.map(String).join("\n"));

const { session, history } = fit(net, train, {
  loss: sparseCrossEntropy,
  optimiser: adam({ learningRate: 0.02 }),
  epochs: 20,
  metrics: { accuracy },
  progress: terminal,
});

const outputs = predict(net, test.features, { session });
console.log(`loss of the last epoch: ${history.at(-1)?.loss.toFixed(4)}`);
console.log(`test accuracy: ${accuracy(outputs, test.targets)}`);
console.log(String(confusionMatrix(outputs, test.targets)));
