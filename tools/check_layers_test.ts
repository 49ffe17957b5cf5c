import { assertEquals } from "@std/assert";
import { checkLayers, foreignImports, heavyData, packageCycles, tensorImports } from "./check_layers.ts";
import type { Edge } from "./module_graph.ts";
import { plant } from "./testdata/plant.ts";

const MEMBERS = ["core", "plugins/a", "plugins/b"].map((folder) => ({
  name: `@dragsaw/${folder.replace("plugins/", "")}`,
  folder,
  entries: [`${folder}/mod.ts`],
}));
const TF = "npm:@tensorflow/tfjs@4.22.0";

function edge(from: string, to: string, specifier = to, typeOnly = false): Edge {
  return { from, to, specifier, line: 3, typeOnly };
}

Deno.test("checkLayers() finds what was planted in a real workspace", () =>
  plant({
    "core/bad.ts": `import type { X } from "@dragsaw/a";\nexport type Y = X;\n`,
    "plugins/a/mod.ts": `export type X = 1;\nexport { z } from "../../core/mod.ts";\n`,
    "plugins/a/draw.ts": ["export const x = Math", "random();\n"].join("."),
    "plugins/a/mod_test.ts": `import "@dragsaw/core";\nimport "../../tests/x.ts";\n`,
    "tests/x.ts": "",
  }, async (root) => {
    assertEquals(await checkLayers(root), [
      "core/bad.ts:1: @dragsaw/core imports @dragsaw/a; only @dragsaw/core may be",
      'plugins/a/mod.ts:2: "../../core/mod.ts" crosses packages; import @dragsaw/core by name',
      "packages import each other: @dragsaw/core -> @dragsaw/a -> @dragsaw/core",
      "plugins/a/draw.ts:1: unseeded randomness; draw from a stream of core/data",
    ]);
  }));

Deno.test("checkLayers() is content with a clean workspace", () =>
  plant({ "plugins/a/mod.ts": `import "@dragsaw/core";\n` }, async (root) => {
    assertEquals(await checkLayers(root), []);
  }));

Deno.test("foreignImports() lets a plugin import core alone", () => {
  assertEquals(foreignImports([edge("plugins/a/x.ts", "core/mod.ts", "@dragsaw/core")], MEMBERS), []);
  assertEquals(foreignImports([edge("plugins/a/x.ts", "npm:zod@4", "zod")], MEMBERS), []);
  assertEquals(foreignImports([edge("plugins/a/x.ts", "plugins/b/mod.ts", "@dragsaw/b")], MEMBERS).length, 1);
  assertEquals(foreignImports([edge("plugins/a/x.ts", "tests/y.ts", "../../tests/y.ts")], MEMBERS).length, 1);
});

Deno.test("foreignImports() lets the command line import every package, and be imported by none", () => {
  const packages = [...MEMBERS, { name: "@dragsaw/dragsaw", folder: "tasks", entries: ["tasks/mod.ts"] }];
  assertEquals(foreignImports([edge("tasks/x.ts", "plugins/a/mod.ts", "@dragsaw/a")], packages), []);
  assertEquals(
    foreignImports([edge("tasks/x.ts", "plugins/a/x.ts", "../plugins/a/x.ts")], packages).length,
    1,
  );
  assertEquals(
    foreignImports([edge("plugins/a/x.ts", "tasks/mod.ts", "@dragsaw/dragsaw")], packages).length,
    1,
  );
});

Deno.test("packageCycles() names a ring once", () => {
  const ring = [
    edge("core/x.ts", "plugins/a/x.ts"),
    edge("plugins/a/x.ts", "plugins/b/x.ts"),
    edge("plugins/b/x.ts", "core/x.ts"),
  ];
  assertEquals(packageCycles(ring, MEMBERS), [
    "packages import each other: @dragsaw/core -> @dragsaw/a -> @dragsaw/b -> @dragsaw/core",
  ]);
  assertEquals(packageCycles(ring.slice(0, 2), MEMBERS), []);
});

Deno.test("tensorImports() knows the one door, and the TensorFlow backend's kernels", () => {
  const kernels = "npm:/@tensorflow/tfjs-node-gpu@4.22.0/dist/x.js";
  assertEquals(
    tensorImports([edge("core/tensor/tf.ts", TF), edge("plugins/backend-tensorflow/x.ts", kernels)]),
    [],
  );
  assertEquals(tensorImports([edge("plugins/backend-tensorflow/x.ts", TF)]).length, 1);
  assertEquals(tensorImports([edge("plugins/a/x.ts", kernels)]).length, 1);
});

Deno.test("heavyData() follows imports to tfjs, types apart", () => {
  const door = edge("core/tensor/tf.ts", TF);
  assertEquals(
    heavyData([door, edge("core/data/x.ts", "core/y.ts"), edge("core/y.ts", "core/tensor/tf.ts")]),
    [
      `core/data/x.ts: loads tfjs: core/y.ts -> core/tensor/tf.ts -> ${TF}`,
    ],
  );
  assertEquals(heavyData([door, edge("datasets/x.ts", "core/tensor/tf.ts", "", true)]), []);
  assertEquals(heavyData([door, edge("plugins/unet/x.ts", "core/tensor/tf.ts")]), []);
  assertEquals(heavyData([door, edge("tasks/loader_worker.ts", "core/tensor/tf.ts")]).length, 1);
});
