import { tensorflow } from "@dragsaw/backend-tensorflow";
import { assert, assertEquals, assertLess } from "@std/assert";
import { startContender } from "./contender.ts";
import { ours } from "./sides.ts";
import { JOB, SMALL } from "./testdata/jobs.ts";

const never = new AbortController().signal;
const probe = await tensorflow.probe();

for (const job of SMALL) {
  Deno.test({
    name: `ours trains a small ${job.network}, and tells its memory and threads`,
    ignore: !probe.ok,
    async fn() {
      const contender = await startContender("ours", ours(), job, never);
      assertEquals((await contender.turn(4)).length, 4);
      await contender.close();
      const { losses, peak, footprint, about } = contender.record([]);
      assertLess(losses[4], losses[0]);
      assert(peak === null || footprint === null || peak > footprint, `${peak} against ${footprint}`);
      assertEquals(about.threads, "1");
    },
  });
}

for (const precision of ["float32", "bfloat16"] as const) {
  Deno.test({
    name: `ours multiplies matrices in ${precision}`,
    ignore: !probe.ok,
    async fn() {
      const job = { ...JOB, network: "product", size: [64, 64], precision } as const;
      const contender = await startContender("ours", ours(), job, never);
      for (const seconds of await contender.turn(3)) assertLess(0, seconds);
      await contender.close();
    },
  });
}
