import { assertLess } from "@std/assert";
import { ignore, planVolumes, reason, volumeLoader } from "./volumes.ts";

/** Milliseconds that a step takes: a sleep, which leaves the worker a core of its own. */
const STEP = 2000;

Deno.test({
  name: `a training on real volumes waits less than 2 % of its steps for data${reason}`,
  ignore,
  async fn() {
    const folder = await Deno.makeTempDir();
    const volumes = await planVolumes({ type: "decathlon", root: "Task04_Hippocampus" }, 40, folder);
    const loader = await volumeLoader(volumes, { workers: 1, prefetch: 4, steps: 7 });
    let waited = 0;
    await loader.batch(0);
    for (let step = 1; step <= 6; step++) {
      await new Promise((resolve) => setTimeout(resolve, STEP));
      const asked = performance.now();
      await loader.batch(step);
      waited += performance.now() - asked;
    }
    loader.close();
    assertLess(waited / (6 * STEP), .02);
    await Deno.remove(folder, { recursive: true });
  },
});
