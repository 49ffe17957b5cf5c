import { assertEquals } from "@std/assert";
import { findLibrary } from "./mod.ts";
import { testFolder } from "../../../tests/files/folder.ts";
import { fakePython } from "./testdata/python.ts";
import { bareSettings } from "./testdata/settings.ts";

Deno.test("findLibrary() keeps the refusal of every source, in order", async () => {
  await using folder = await testFolder();
  const result = await findLibrary(undefined, bareSettings(folder));
  assertEquals(result.ok, false);
  assertEquals(result.attempts.map(({ source, refused }) => [source, refused]), [
    ["DRAGSAW_LIBTENSORFLOW", "not set"],
    [
      "loader path",
      "no libtensorflow_cc.so.2 or libtensorflow.so.2 or libtensorflow.so in 0 folders of the loader",
    ],
    ["installed Python package", `no ${folder.file("python3")} on the PATH`],
    ["cache", `nothing in ${folder.file("cache")}/libtensorflow`],
    ["official archive", "none is published for linux x86_64"],
    ["Python wheel", "none with a library that stands alone for linux x86_64"],
  ]);
});

Deno.test("findLibrary() takes the named file or folder and looks no further", async () => {
  await using folder = await testFolder();
  const file = await folder.write("libtensorflow_cc.so.2", "good");
  for (const value of [file, folder.path]) {
    const result = await findLibrary(undefined, bareSettings(folder, { DRAGSAW_LIBTENSORFLOW: value }));
    assertEquals(result, {
      ok: true,
      file,
      source: "DRAGSAW_LIBTENSORFLOW",
      version: "2.21.0",
      log: "",
      attempts: [{ source: "DRAGSAW_LIBTENSORFLOW", found: file, refused: null }],
    });
  }
});

Deno.test("findLibrary() takes no other library where the named one is wrong", async () => {
  await using folder = await testFolder();
  await folder.write("libtensorflow_cc.so.2", "good");
  const bad = await folder.write("bad.so", "bad");
  await Deno.mkdir(folder.file("empty"));
  const refusalOf = async (value: string) => {
    const settings = bareSettings(folder, { DRAGSAW_LIBTENSORFLOW: value });
    const result = await findLibrary(undefined, {
      ...settings,
      folders: () => Promise.resolve([folder.path]),
    });
    assertEquals([result.ok, result.attempts.length], [false, 1]);
    return result.attempts[0].refused;
  };
  const wanted =
    "give a file or a folder with libtensorflow_cc.so.2 or libtensorflow.so.2 or libtensorflow.so, or unset it";
  assertEquals(await refusalOf(folder.file("no")), `${folder.file("no")} does not exist; ${wanted}`);
  assertEquals(await refusalOf(folder.file("empty")), `${folder.file("empty")} holds no library; ${wanted}`);
  assertEquals(await refusalOf(bad), "is bad");
});

Deno.test("findLibrary() goes on past an installed library that does not open", async () => {
  await using folder = await testFolder();
  for (const name of ["old", "new"]) await Deno.mkdir(folder.file(name));
  await folder.write("old/libtensorflow.so.2", "TensorFlow 2.3");
  await folder.write("new/libtensorflow.so.2", "good");
  const result = await findLibrary(undefined, {
    ...bareSettings(folder),
    folders: () => Promise.resolve([folder.file("old"), folder.file("none"), folder.file("new")]),
  });
  assertEquals(result.ok && result.file, folder.file("new/libtensorflow.so.2"));
  assertEquals(result.attempts[1].refused, "is TensorFlow 2.3");
});

Deno.test({
  name: "findLibrary() asks Python for an installed package, and says why it has none",
  ignore: Deno.build.os === "windows",
  async fn() {
    await using folder = await testFolder();
    const settings = bareSettings(folder);
    const python = async (body: string) => {
      await folder.write("python3", `#!/bin/sh\n${body}\n`, 0o755);
      const result = await findLibrary(undefined, settings);
      return result.attempts.find(({ source }) => source === "installed Python package");
    };
    const none = (refused: string) => ({ source: "installed Python package", found: null, refused });
    assertEquals(await python("echo oops >&2; exit 3"), none("oops"));
    assertEquals(await python("exit 0"), none(`${settings.python} has no tensorflow package`));
    assertEquals(await python("exec sleep 9"), none(`${settings.python} did not answer within 0.3 s`));
    assertEquals(
      (await python(`echo ${folder.path}`))?.refused,
      "holds no libtensorflow_cc.so.2 or libtensorflow.so.2 or libtensorflow.so",
    );
    const file = await folder.write("libtensorflow_cc.so.2", "good");
    assertEquals(await python(`echo ${folder.path}`), {
      source: "installed Python package",
      found: file,
      refused: null,
    });
  },
});

Deno.test("findLibrary() fetches nothing when told to stay offline", async () => {
  await using folder = await testFolder();
  await fakePython(folder, "echo called >> $dest/called");
  const result = await findLibrary(undefined, bareSettings(folder, { DRAGSAW_OFFLINE: "1" }));
  assertEquals(
    result.attempts.slice(-2).map(({ refused }) => refused),
    Array(2).fill("not asked, since DRAGSAW_OFFLINE=1"),
  );
});
