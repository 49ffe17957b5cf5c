import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { filesIn, withFolder } from "../../tests/tiny.ts";
import { UsageError } from "../shared/command.ts";
import { projectFiles, writeProject } from "./project.ts";

Deno.test("projectFiles() gives tasks from the registry with their permissions, and configs over the package's", () => {
  const files = projectFiles(["quickstart", "isic2018-small-imagenet"]);
  const { tasks } = JSON.parse(files.get("deno.json")!);
  assertMatch(
    tasks.plan.command,
    /^deno run --allow-read .*--allow-sys jsr:@dragsaw\/dragsaw@\^[\d.]+\/plan$/,
  );
  assertEquals("create" in tasks, false);
  assertMatch(files.get("configs/quickstart.yaml")!, /^extends: base\/small_unet$/m);
  assertMatch(files.get("configs/isic2018-small-imagenet.yaml")!, /^extends: isic2018-small$/m);
});

Deno.test("projectFiles() refuses a config that there is not, and names what is meant", () => {
  assertThrows(() => projectFiles(["quikstart"]), UsageError, 'did you mean "quickstart"?');
  assertThrows(
    () => projectFiles(["base/small_unet"]),
    UsageError,
    "There is no config base/small_unet; known:",
  );
});

Deno.test("writeProject() writes nothing where something of a project is", () =>
  withFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/deno.json`, "{}");
    const files = projectFiles(["quickstart"]);
    await assertRejects(
      () => writeProject(folder, files),
      UsageError,
      "found deno.json, wanted none of them",
    );
    assertEquals(await filesIn(folder), ["deno.json"]);
    await writeProject(`${folder}/new`, files);
    assertEquals(await filesIn(`${folder}/new`), [
      ".gitignore",
      "configs/ablations/schema.json",
      "configs/quickstart.yaml",
      "configs/schema.json",
      "deno.json",
    ]);
  }));
