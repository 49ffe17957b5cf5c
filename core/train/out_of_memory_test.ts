import { assertEquals, assertMatch, assertRejects, assertStrictEquals } from "@std/assert";
import { toyBatch } from "./testdata/toy_experiment.ts";
import { lessMemory, type MemorySettings } from "./less_memory.ts";
import { isOutOfMemory, OutOfMemoryError, watchMemory } from "./out_of_memory.ts";

/** As TensorFlow refuses. */
const refused = (code: string) =>
  Object.assign(
    new Error(`Conv2D: ${code}: OOM when allocating tensor with shape[8,512,512,64]\n [[node]]`),
    {
      code,
    },
  );

const train = { batchSize: 6, accumulate: 2 } as MemorySettings["train"];
const config: MemorySettings = { size: [512, 384], recompute: [], precision: "float32", train };

Deno.test("watchMemory() says where memory ran out, how large the step is, and what to change", async () => {
  const cause = refused("RESOURCE_EXHAUSTED");
  const update = watchMemory(() => Promise.reject(cause), config);
  const error = await assertRejects(() => update(toyBatch(0), 16), OutOfMemoryError);
  assertEquals(error.step, 17);
  assertStrictEquals(error.cause, cause);
  assertMatch(
    error.message,
    /^Out of memory at step 17: 6 images of 512x384 at once, train\.accumulate 2; [\d,]+ MB are resident now\.\n/,
  );
  assertEquals(error.message.split("\n").slice(1), [
    "Conv2D: RESOURCE_EXHAUSTED: OOM when allocating tensor with shape[8,512,512,64]",
    "What to change, one or more of:",
    "  recompute=all (the same result, more time)",
    "  train.batchSize=3 with train.accumulate=4 (as many images an update)",
    "  precision=bfloat16 (where the processor has it)",
    "  a size below 512x384",
    "  a narrower model",
  ]);
});

Deno.test("watchMemory() leaves results and other errors as they are", async () => {
  const result = { total: 1, terms: {}, rate: .1 };
  assertStrictEquals(await watchMemory(() => Promise.resolve(result), config)(toyBatch(0), 0), result);
  const other = refused("INVALID_ARGUMENT");
  const error = await assertRejects(() => watchMemory(() => Promise.reject(other), config)(toyBatch(0), 0));
  assertStrictEquals(error, other);
});

Deno.test("isOutOfMemory() knows what V8 says too", () => {
  assertEquals(isOutOfMemory(new RangeError("Array buffer allocation failed")), true);
  assertEquals(isOutOfMemory(new RangeError("Invalid array length")), false);
  assertEquals(isOutOfMemory("RESOURCE_EXHAUSTED"), false);
});

Deno.test("lessMemory() keeps the images of an update, and says nothing that is done already", () => {
  const settings = (batchSize: number, accumulate: number, recompute: MemorySettings["recompute"] = "all") =>
    lessMemory({ ...config, recompute, precision: "bfloat16", train: { ...train, batchSize, accumulate } })
      .filter((change) => change.includes("="));
  const parts = (batchSize: number, accumulate: number) =>
    `train.batchSize=${batchSize} with train.accumulate=${accumulate} (as many images an update)`;
  assertEquals(settings(8, 1), [parts(4, 2)]);
  assertEquals(settings(9, 2), [parts(3, 6)]);
  assertEquals(settings(7, 1), [parts(1, 7)]);
  assertEquals(settings(1, 7), []);
  assertEquals(settings(1, 1, ["x1"]), ["recompute=all (the same result, more time)"]);
});
