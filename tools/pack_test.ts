import { assertEquals } from "@std/assert";
import { checkPacked, packedText } from "./pack.ts";
import { plant } from "./testdata/plant.ts";

const TASKS = {
  train: { description: "Train", command: "deno run --allow-read --allow-run=python3 tasks/train.ts" },
  bench: { description: "Measure", command: "deno run -A tasks/bench.ts" },
  ok: { description: "The gate", command: "deno run -A tools/ok.ts" },
};

Deno.test("checkPacked() wants what the package carries up to date, and every task in it or left out", () =>
  plant({
    "deno.json": JSON.stringify({ workspace: [], tasks: TASKS }),
    "tasks/deno.json": JSON.stringify({ exports: { "./train": "./train.ts" }, publish: { exclude: [] } }),
    "configs/a.yaml": "extends: base/b.yaml\n",
    "configs/base/b.yaml": "seed: 1\n",
    "configs/schema.json": "{}",
    "tasks/new/templates/loss.ts": "export {};\n",
    LICENSE: "MIT\n",
    "tasks/packaged.json": "{}",
  }, async (root) => {
    const text = await packedText(root);
    assertEquals(JSON.parse(text), {
      configs: { "a.yaml": "extends: base/b.yaml\n", "base/b.yaml": "seed: 1\n" },
      tasks: { train: { description: "Train", permissions: ["--allow-read", "--allow-run=python3"] } },
      templates: { "loss.ts": "export {};\n" },
      license: "MIT\n",
    });
    const missing = "tasks/deno.json: the task bench is neither under exports nor under publish.exclude";
    assertEquals(await checkPacked(root), [
      "tasks/packaged.json is out of date: run deno task pack",
      missing,
    ]);
    await Deno.writeTextFile(`${root}/tasks/packaged.json`, text);
    assertEquals(await checkPacked(root), [missing]);
  }));
