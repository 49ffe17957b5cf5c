import { assertEquals } from "@std/assert";
import { configured, loaderFolders } from "./loader_path.ts";
import { testFolder } from "../../../tests/files/folder.ts";

Deno.test("configured() follows includes and passes over comments", async () => {
  await using folder = await testFolder();
  await folder.write("b.conf", "# more\n/opt/b/lib  # here\n");
  await folder.write("a.conf", "/opt/a/lib\n");
  await folder.write("a.conf.old", "/opt/old\n");
  const main = await folder.write("ld.so", "include *.conf\ninclude absent/*.conf\n\n/opt/main\n");
  assertEquals(await configured(main), ["/opt/a/lib", "/opt/b/lib", "/opt/main"]);
  assertEquals(await configured(folder.file("none")), []);
});

Deno.test("loaderFolders() begins with the environment's own", async () => {
  const values: Record<string, string> = {
    LD_LIBRARY_PATH: "/mine::/yours",
    CONDA_PREFIX: "/conda",
    PATH: "C:\\tf;D:\\b",
  };
  const environment = (name: string) => values[name];
  const folders = await loaderFolders({ os: "linux", arch: "x86_64" }, environment);
  assertEquals(folders.slice(0, 3), ["/mine", "/yours", "/conda/lib"]);
  assertEquals(folders.includes("/usr/lib/x86_64-linux-gnu"), true);
  const windows = await loaderFolders({ os: "windows", arch: "x86_64" }, environment);
  assertEquals(windows.slice(0, 2), ["C:\\tf", "D:\\b"]);
});
