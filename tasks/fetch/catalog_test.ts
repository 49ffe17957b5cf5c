import { assert, assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { runTask } from "../../tests/cli.ts";
import { CATALOG, findSet } from "./catalog/mod.ts";
import { instructions } from "./list_sets.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

Deno.test("the catalog is whole: names, places, checksums, and a next step that exists", async () => {
  const archives = CATALOG.flatMap((set) => set.archives.map((archive) => ({ set, archive })));
  const unique = (values: string[]) => assertEquals(new Set(values).size, values.length);
  unique(CATALOG.map(({ name }) => name.toLowerCase()));
  unique(archives.map(({ archive }) => archive.name));
  unique(archives.map(({ archive }) => archive.known!.sum));
  for (const { set, archive: { urls, to, known, bytes, name } } of archives) {
    assert(to === set.root || to.startsWith(`${set.root}/`), to);
    assertMatch(known!.sum, known!.algorithm === "md5" ? /^[0-9a-f]{32}$/ : /^[0-9a-f]{64}$/);
    assert(bytes > 0 && urls.every((url) => url.startsWith("https://") && url.endsWith(`/${name}`)));
  }
  for (const { use, archives, steps } of CATALOG) {
    const config = /configs\/\S+/.exec(use)?.[0];
    if (config) await Deno.stat(ROOT + config);
    assertEquals(steps === undefined, archives.length > 0);
  }
});

Deno.test("the task may talk to the hosts of the catalog, and to no other", async () => {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  const allowed = /--allow-net=(\S+)/.exec(tasks.fetch.command)![1].split(",").sort();
  const wanted = CATALOG.flatMap(({ archives }) =>
    archives.flatMap(({ urls }) => urls.map((url) => new URL(url).host))
  );
  assertEquals(allowed, [...new Set(wanted)].sort());
});

Deno.test("findSet() takes any case, and suggests what was meant", () => {
  assertEquals(findSet("task04_hippocampus").name, "Task04_Hippocampus");
  assertThrows(() => findSet("isic217"), Error, 'did you mean "isic2017"?');
});

Deno.test("instructions() name the folder that was chosen", () => {
  const text = instructions(findSet("ph2"), "/big/disk").join("\n");
  assertStringIncludes(text, "/big/disk/PH2/PH2Dataset/PH2 Dataset images/IMD002/");
  assertEquals(text.includes("{root}"), false);
});

Deno.test("deno task fetch lists what there is, and tells what it does not know", async () => {
  const { status, stdout } = await runTask("fetch", []);
  assertEquals(status, 0);
  for (const { name } of CATALOG) assertStringIncludes(stdout, name);
  const unknown = await runTask("fetch", ["nothing"]);
  assertEquals([unknown.status, unknown.stdout], [2, ""]);
  assertStringIncludes(unknown.stderr, 'Unknown dataset "nothing"');
});
