import { createRegistry, loadConfig, openRun, openUpdates, OptionError } from "@dragsaw/core";
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { plugins } from "@dragsaw/dragsaw";
import { meaning } from "../tasks/shared/run_session.ts";
import { createSpawn } from "../tasks/shared/spawn.ts";
import { onEachBackend } from "./backends.ts";
import { withFolder, writeTiny } from "./tiny.ts";

const registry = createRegistry(plugins);
const config = (set: string[] = []) =>
  withFolder(async (folder) => (await loadConfig(await writeTiny(folder), { registry, set })).config);

onEachBackend(
  "a run trains on the fraction alone, also in its data workers, and counts epochs by it",
  async () => {
    const run = await openRun(await config(["dataset.fraction=0.5", "loader.workers=2"]), registry);
    const updates = openUpdates(run, { spawn: createSpawn() });
    try {
      const chosen = run.dataset.cases("train").map(({ id }) => id);
      assertEquals([chosen.length, run.dataset.cases("val").length, run.plan.stepsPerEpoch], [6, 3, 1]);
      const { ids } = await updates.loader.batch(0);
      assertEquals(ids.filter((id) => !chosen.includes(id)), []);
      assertStringIncludes(run.dataset.source!, "6 of 12 training cases");
    } finally {
      updates.close();
      run.close();
    }
  },
);

Deno.test("a config without fraction stays without, so that its runs keep their names", async () => {
  const [without, part, other] = await Promise.all(
    [[], ["dataset.fraction=0.5"], ["dataset.fraction=0.25"]].map(config),
  );
  assertEquals("fraction" in without.dataset, false);
  assertEquals(new Set([without, part, other].map(meaning)).size, 3);
});

Deno.test("a fraction is refused outside (0, 1], and of a test set", async () => {
  await assertRejects(() => config(["dataset.fraction=0"]), Error, "dataset.fraction");
  await assertRejects(() => config(["dataset.fraction=1.5"]), Error, "dataset.fraction");
  const set = await config(["testSet={type: synthetic, fraction: 0.5}"]);
  const error = await assertRejects(() => openRun(set, registry), OptionError);
  assertEquals(error.path, ["testSet", "fraction"]);
});
