import { tensorflow } from "@dragsaw/backend-tensorflow";
import { assertEquals, assertLess } from "@std/assert";
import { CASES } from "./cases.ts";
import { startChild } from "./child.ts";
import { startContender } from "./contender.ts";
import { findPyTorch } from "./find_pytorch.ts";
import type { Job } from "./job.ts";
import { ours, theirs } from "./sides.ts";
import { JOB, SMALL } from "./testdata/jobs.ts";

const never = new AbortController().signal;
const probe = await tensorflow.probe();
const pytorch = await findPyTorch("python3", never);
const ignore = !probe.ok || !pytorch.ok;

for (const job of SMALL) {
  Deno.test({
    name:
      `PyTorch's small ${job.network} learns in either layout and precision, and has as many weights as ours`,
    ignore,
    async fn() {
      const mine = await startChild("ours", ours(), job, never);
      await mine.close();
      const ways: Partial<Job>[] = [
        { layout: "contiguous" },
        { layout: "channels_last", precision: "bfloat16" },
      ];
      for (const way of ways) {
        const contender = await startContender("PyTorch", theirs("python3"), { ...job, ...way }, never);
        await contender.turn(4);
        await contender.close();
        const { losses, parameters } = contender.record([]);
        assertEquals(parameters, mine.ready.parameters);
        assertLess(losses[4], losses[0]);
      }
    },
  });
}

Deno.test({
  name: "both sides build the benchmark's networks with the weights that these have",
  ignore,
  async fn() {
    const weights = { unet2d: 7_763_074, unet3d: 5_605_760, full: 55_699_424, product: 0 };
    for (const { job } of CASES.filter(({ name }) => name !== "full-b4")) {
      for (const [name, program] of Object.entries({ ours: ours(), PyTorch: theirs("python3") })) {
        const child = await startChild(name, program, { ...JOB, ...job }, never);
        await child.close();
        assertEquals(child.ready.parameters, weights[job.network], `${job.network} of ${name}`);
      }
    }
  },
});
