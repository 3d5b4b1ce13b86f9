// How a model runs: what the engine makes of one step of a network's training, where its time goes, and a picture of
// it beside this file, in out/how-it-runs.svg.
import { mkdirSync, writeFileSync } from "node:fs";
import { gradients, input, relu } from "@cadena/graph";
import { dense, model, sequential, sgd, sparseCrossEntropy } from "@cadena/nn";
import { toSvg } from "@cadena/notation";
import { explain } from "@cadena/wasm";

const net = model(sequential(dense(64, 128), relu, dense(128, 10)), { seed: 1 });
const features = input("features", [256, 64]);
const labels = input("labels", [256], "integer");
const loss = sparseCrossEntropy(net(features), labels);
const optimiser = sgd({ learningRate: 0.1 });
const updates = optimiser.updates(net.parameters, gradients(loss, net.parameters));

// Time on made-up numbers: all labels are 0.
const explanation = explain({ outputs: { loss }, updates }, { precision: "float32", profile: true });
console.log(String(explanation));

const slowest = explanation.parts.toSorted((a, b) => (b.ms ?? 0) - (a.ms ?? 0))[0];
console.log(`\nThe part that takes the longest is number ${slowest?.number}:\n\n${slowest?.text}`);

const { outputs, names, groups } = explanation;
const folder = new URL("out/", import.meta.url);
mkdirSync(folder, { recursive: true });
const picture = await toSvg(outputs, { title: "A step of training", names, groups });
writeFileSync(new URL("how-it-runs.svg", folder), picture);
