import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  createBatchMaker,
  createUpdate,
  type LoadedConfig,
  openRun,
  OptionError,
  type Run,
  type Transform,
} from "@dragsaw/core";
import { load } from "../tasks/shared/session.ts";
import { onEachBackend } from "./backends.ts";
import { runTask, show } from "./cli.ts";
import { type BrokenPlugin, UNFAITHFUL, UNUSABLE } from "./testdata/broken_plugins.ts";
import { withFolder, writeTiny } from "./tiny.ts";

/** Loads the tiny config with a plugin, makes one update and one evaluation. @returns What was said. */
async function tried({ code, set = [] }: Pick<BrokenPlugin, "code" | "set">): Promise<string> {
  return await withFolder(async (folder) => {
    const file = await writeTiny(folder), plugin = `${folder}/mine.ts`;
    await Deno.writeTextFile(plugin, code);
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, `plugins: [${plugin}]\n${text}`);
    let loaded: LoadedConfig | undefined;
    try {
      loaded = await load(file, set);
      const run = await openRun(loaded.config, loaded.registry);
      try {
        await use(run, loaded);
      } finally {
        run.close();
      }
    } catch (error) {
      const told = error instanceof OptionError && loaded ? loaded.explain(error) : error;
      assert(told instanceof Error);
      return told.message.replaceAll(folder, "FOLDER");
    }
    return "nothing";
  });
}

/** A batch, an update and an evaluation, all in this thread. */
async function use(run: Run, { config, registry }: LoadedConfig): Promise<void> {
  const transforms = config.augment.map((spec) => registry.build("transform", spec, {}) as Transform);
  const { dataset, config: { size, normalize, seed }, experiment, plan } = run;
  const settings = { size, normalize, seed, cacheBytes: 0, batchSize: 4 };
  const make = createBatchMaker({ dataset, transforms }, settings);
  const batch = await make(
    { step: 0, epoch: 0, places: [0, 1, 2, 3] },
    dataset.cases("train").slice(0, 4),
  );
  const update = createUpdate(experiment, { seed, horizon: plan, accumulate: 1 });
  try {
    await update(batch, 0);
  } finally {
    update.close();
  }
  await run.evaluate("val", { quick: true });
}

for (const broken of UNUSABLE) {
  Deno.test(`a plugin that ${broken.what} is refused with its place in the config`, async () => {
    const said = await tried(broken);
    assertStringIncludes(said, "FOLDER/tiny.yaml:1:11  plugins.0: Cannot use plugin FOLDER/mine.ts: ");
    assertInOrder(said, broken.says);
  });
}

for (const broken of UNFAITHFUL) {
  onEachBackend(`${broken.what} is told with plugin, component and place`, async () => {
    const said = await tried(broken);
    const [, kind] = /define\("(\w+)"/.exec(broken.code)!;
    const owner = `${kind} "mine" of FOLDER/mine.ts (FOLDER/tiny.yaml:1:11) breaks its contract: `;
    assertInOrder(said, [owner, ...broken.says]);
  }, { only: ["js"], keepsTensors: true }); // of an update that stopped midway
}

Deno.test("a plugin in a data worker is told as in the main thread, without a stack", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder), plugin = `${folder}/mine.ts`;
    const broken = UNFAITHFUL.find(({ what }) => what === "a transform that leaves no grey levels")!;
    await Deno.writeTextFile(plugin, broken.code);
    const set = [`plugins=[${plugin}]`, ...broken.set ?? [], "loader.workers=1"];
    const end = await runTask("train", [
      config,
      "--run",
      `${folder}/run`,
      ...set.flatMap((one) => ["--set", one]),
    ]);
    assertEquals(end.status, 1, show(end));
    assertMatch(
      end.stderr,
      /^error: Cannot load case "train-\d+" \(augment\): transform "mine" of \S+\/mine\.ts breaks its contract: .*\n$/,
    );
  });
});

Deno.test("each broken plugin has a message of its own", () => {
  const all = [...UNUSABLE, ...UNFAITHFUL].map(({ says }) => says.join());
  assertEquals(new Set(all).size, all.length);
});

function assertInOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    assert(at >= 0, `Expected "${part}" in\n${text}`);
    from = at + part.length;
  }
}
