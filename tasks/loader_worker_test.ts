import { createLoader, type LoaderOptions, type Transform } from "@dragsaw/core/data";
import { createRegistry } from "@dragsaw/core/registry";
import { assertEquals } from "@std/assert";
import { dataPlugins } from "./data_plugins.ts";

Deno.test("loader_worker.ts makes the same batches of real components as the calling thread", async () => {
  const registry = createRegistry(dataPlugins);
  const dataset = { type: "synthetic", train: 6, val: 0, test: 0, size: [32, 40] };
  const augment = [{ type: "affine" }, { type: "flip" }, { type: "hue-saturation" }];
  const built = await registry.build("dataset", dataset, { seed: 1 });
  const options: LoaderOptions = {
    dataset,
    augment,
    cases: built.cases("train"),
    batchSize: 3,
    size: [24, 24],
    normalize: { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] },
    seed: 1,
    prefetch: 1,
    workers: 0,
    spawn: () => new Worker(new URL("./loader_worker.ts", import.meta.url), { type: "module" }),
    open: (spec) =>
      Promise.resolve({
        dataset: built,
        transforms: spec.augment.map((one) => registry.build("transform", one, {}) as Transform),
      }),
  };
  const made = await Promise.all([0, 1, 2].map(async (workers) => {
    const loader = createLoader({ ...options, workers });
    const batches = [await loader.batch(0), await loader.batch(1), await loader.batch(2)];
    loader.close();
    return batches;
  }));
  assertEquals(made[1], made[0]);
  assertEquals(made[2], made[0]);
  assertEquals(made[0][0].labels.some((id) => id === 1), true);
});

Deno.test("the data workers' modules import no tensor library", async () => {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "tasks/loader_worker.ts"],
    cwd: new URL("..", import.meta.url),
  });
  const { stdout } = await command.output();
  const { roots, modules } = JSON.parse(new TextDecoder().decode(stdout)) as {
    roots: string[];
    modules: { specifier: string; dependencies?: { code?: { specifier: string } }[] }[];
  };
  const bySpecifier = new Map(modules.map((module) => [module.specifier, module]));
  const reached = new Set(roots);
  for (const specifier of reached) {
    // A type import has no code.
    for (const { code } of bySpecifier.get(specifier)?.dependencies ?? []) {
      if (code) reached.add(code.specifier);
    }
  }
  assertEquals(reached.size > 10, true);
  assertEquals([...reached].filter((specifier) => /tfjs|tensor/.test(specifier)), []);
});
