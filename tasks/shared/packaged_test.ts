import { assertEquals } from "@std/assert";
import { withFolder } from "../../tests/tiny.ts";
import { configFile, configFiles } from "./packaged.ts";

Deno.test("configFile() takes a path, then the project's own, then what comes with the package", () =>
  withFolder(async (folder) => {
    const path = `${folder}/mine.yaml`;
    await Deno.writeTextFile(path, "");
    assertEquals(await configFile(path), path);
    assertEquals(await configFile("quickstart"), "configs/quickstart.yaml"); // of this repository
    assertEquals(await configFile("neither"), "neither");
    const here = Deno.cwd();
    try {
      Deno.chdir(folder);
      assertEquals(await configFile("quickstart"), "dragsaw:/quickstart.yaml");
    } finally {
      Deno.chdir(here);
    }
  }));

Deno.test("configFiles reads and lists what comes with the package, with the slashes of either system", async () => {
  assertEquals(
    await configFiles.read("dragsaw:\\base\\small_unet.yaml"),
    await configFiles.read("configs/base/small_unet.yaml"),
  );
  assertEquals(await configFiles.read("dragsaw:/nothing.yaml"), undefined);
  assertEquals(await configFiles.list("dragsaw:/base"), [
    "dermoscopy.yaml",
    "small_unet.yaml",
    "volumes.yaml",
  ]);
  assertEquals(configFiles.named.get("ablations/pdcr"), "dragsaw:/ablations/pdcr.yaml");
});
