import { assert, assertEquals, assertGreater } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { toyBatch, toyExperiment, type ToyOptions } from "../train/testdata/toy_experiment.ts";
import { disposeExperiment } from "../train/experiment.ts";
import { createUpdate } from "../train/step.ts";
import type { Backend, OpCost } from "./backend.ts";
import { endPart } from "./end_part.ts";

const only = { only: ["tensorflow"] };

/** Ops of the second step of the toy network. */
async function profiled(
  { profiler }: Backend,
  options: ToyOptions = {},
  accumulate = 1,
): Promise<OpCost[][]> {
  const experiment = toyExperiment(options);
  profiler!.start();
  const update = createUpdate(experiment, { seed: 0, horizon: { steps: 4, stepsPerEpoch: 2 }, accumulate });
  try {
    await update(toyBatch(0), 0);
    profiler!.stop();
    await update(toyBatch(1), 1); // stopped: this one is not told about
    profiler!.start();
    await update(toyBatch(2), 2);
    return profiler!.stop().map((call) => [...call]);
  } finally {
    update.close();
    disposeExperiment(experiment);
  }
}

/** Parts of the ops whose kind matches, as `name phase`, without repetitions. */
const partsOf = (call: readonly OpCost[], kind: RegExp) => [
  ...new Set(
    call.filter(({ op }) => kind.test(op)).map(({ part }) => part ? `${part.name} ${part.phase}` : "none"),
  ),
];

onEachBackend(
  "endPart() attributes layers and their gradients to the slot that they lead to",
  async (backend) => {
    const [call] = await profiled(backend);
    const named = call.map(({ part }) => part?.name);
    for (const name of ["hidden", "logits", "loss segmentation", "loss size", "optimizer"]) {
      assert(named.includes(name), name);
    }
    assertEquals(partsOf(call, /Conv2D$/), ["hidden forward", "logits forward"]);
    const gradients = call.filter(({ op }) => op.endsWith("Conv2DBackpropFilter"));
    // Both filters' gradients read features of the slot before
    const byShape = Object.fromEntries(gradients.map(({ outputs: [{ shape }], part }) => [`${shape}`, part]));
    assertEquals(byShape, {
      "3,3,2,5": { name: "hidden", phase: "backward" },
      "1,1,5,3": { name: "logits", phase: "backward" },
    });
    assertEquals(partsOf(call, /Conv2DBackpropInput$/), ["logits backward"]);
    assertEquals(partsOf(call, /ReluGrad$/), ["hidden backward"]);
  },
  only,
);

onEachBackend("endPart() leaves next to no op without a part", async (backend) => {
  const [call] = await profiled(backend, { norm: true, drop: .25 });
  const moving =
    /^(Const|Identity|NoOp|Placeholder|_Arg|_Retval|VarHandleOp|AssignVariableOp|ReadVariableOp)$/;
  const lost = call.filter(({ op, part }) => !part && !moving.test(op)).map(({ name }) => name);
  assertEquals(lost, []);
  // Batch norm and its gradient: an op of TensorFlow, or a kernel that XLA made
  const norms = partsOf(call, /BatchNorm|PartitionedCall/);
  assert(norms.includes("hidden forward") && norms.includes("hidden backward"), `${norms}`);
}, only);

onEachBackend("endPart() tells apart the functions of a step that accumulates", async (backend) => {
  const calls = await profiled(backend, {}, 2);
  assertEquals(calls.length, 3);
  const phases = calls.map((call) => new Set(call.map(({ part }) => part?.phase)));
  assert(phases[0].has("backward") && phases[1].has("backward") && !phases[2].has("backward"));
  assert(phases.every((each) => each.has("update")));
}, only);

onEachBackend("a profile has times, shapes and memory that is given back", async (backend) => {
  const [call] = await profiled(backend);
  const convolution = call.find(({ op, part }) => op.endsWith("Conv2D") && part?.name === "hidden")!;
  assertEquals(convolution.outputs[0].shape, [4, 6, 8, 5]);
  assertEquals(convolution.inputs.length, 2);
  assertGreater(convolution.duration, 0);
  assert(Math.abs(convolution.start / 1000 - Date.now()) < 60_000);
  const [taken, given] = [(n: number) => n > 0, (n: number) => n < 0].map((is) =>
    call.flatMap(({ allocations }) => allocations).filter(({ bytes }) => is(bytes)).length
  );
  assert(taken > 0 && given > 0 && given <= taken, `${taken} taken, ${given} given back`);
}, only);

onEachBackend("endPart() does nothing where nothing is profiled", ({ profiler }) => {
  endPart("anything");
  assertEquals(profiler?.attribute({ name: "anything", phase: "forward" }) ?? false, false);
});
