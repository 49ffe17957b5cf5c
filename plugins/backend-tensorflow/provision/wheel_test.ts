import { assertEquals, assertMatch } from "@std/assert";
import { createHash } from "node:crypto";
import { findLibrary } from "./mod.ts";
import { pipArguments } from "./pip.ts";
import { type TestFolder, testFolder } from "../../../tests/files/folder.ts";
import { fakePython } from "./testdata/python.ts";
import { noise, zip } from "../../../tests/files/pack.ts";
import { bareSettings } from "./testdata/settings.ts";

const ignore = Deno.build.os === "windows";
const MEMBERS = ["tensorflow/libtensorflow_cc.so.2", "tensorflow/libtensorflow_framework.so.2"];
const FILE = zip([
  { name: "tensorflow/__init__.py", bytes: noise(10) },
  { name: MEMBERS[0], bytes: new TextEncoder().encode("good library") },
  { name: MEMBERS[1], bytes: noise(200_000) },
]);
const WHEEL = {
  version: "2.21.0",
  requirement: "tensorflow-cpu==2.21.0",
  platform: "manylinux_2_27_x86_64",
  bytes: FILE.length,
  sha256: createHash("sha256").update(FILE).digest("hex"),
  members: MEMBERS,
};
const PLACE = "cache/libtensorflow/2.21.0-cpu-linux-x86_64";

async function find(folder: TestFolder, wheel = WHEEL) {
  const result = await findLibrary(undefined, { ...bareSettings(folder), wheel });
  return { result, refused: result.attempts.find(({ source }) => source === "Python wheel")?.refused };
}

/** A pip that counts its calls and, after `before`, leaves the wheel. */
async function pip(folder: TestFolder, before = ""): Promise<void> {
  await folder.write("wheel", FILE);
  await fakePython(folder, `echo x >> ${folder.path}/calls\n${before}\ncp ${folder.path}/wheel $dest/t.whl`);
}

const calls = async (folder: TestFolder) => (await Deno.readTextFile(folder.file("calls"))).length / 2;
const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test({
  name: "two searches at once fetch the wheel once and take its two libraries",
  ignore,
  async fn() {
    await using folder = await testFolder();
    await pip(folder, "sleep 0.1");
    const found = await Promise.all([find(folder), find(folder)]);
    for (const { result } of found) {
      assertEquals(result.ok && result.file, folder.file(`${PLACE}/libtensorflow_cc.so.2`));
    }
    assertEquals(await calls(folder), 1);
    assertEquals(names(folder.file("cache/libtensorflow")), ["2.21.0-cpu-linux-x86_64"]);
    assertEquals(names(folder.file(PLACE)), [
      "libtensorflow_cc.so.2",
      "libtensorflow_framework.so.2",
      "origin.json",
    ]);
    const origin = JSON.parse(await Deno.readTextFile(folder.file(`${PLACE}/origin.json`)));
    assertEquals([origin.trust, origin.sha256], ["pinned", WHEEL.sha256]);
  },
});

Deno.test({
  name:
    "a wheel that was fetched and not unpacked is taken up, and leftovers of a killed attempt are cleared",
  ignore,
  async fn() {
    await using folder = await testFolder();
    await pip(folder);
    await Deno.mkdir(folder.file(`${PLACE}.download`), { recursive: true });
    await Deno.mkdir(folder.file(`${PLACE}.unpacking-dead`));
    await folder.write(`${PLACE}.lock`, "999999\n");
    await folder.write(`${PLACE}.download/t.whl`, FILE);
    assertEquals((await find(folder)).result.ok, true);
    assertEquals(names(folder.file("cache/libtensorflow")), ["2.21.0-cpu-linux-x86_64"]);
    assertEquals(names(folder.path).includes("calls"), false);
  },
});

Deno.test({
  name: "a wheel with another sum is refused and removed",
  ignore,
  async fn() {
    await using folder = await testFolder();
    await pip(folder);
    const { refused } = await find(folder, { ...WHEEL, sha256: "0".repeat(64) });
    assertEquals(refused, `t.whl has SHA-256 ${WHEEL.sha256}, want ${"0".repeat(64)}`);
    assertEquals(names(folder.file("cache/libtensorflow")), []);
  },
});

Deno.test({
  name: "a wheel without a library is refused with the member's name, and kept from coming half into place",
  ignore,
  async fn() {
    await using folder = await testFolder();
    await pip(folder);
    const { refused } = await find(folder, { ...WHEEL, members: [MEMBERS[0], "tensorflow/gone.so"] });
    assertEquals(refused, "t.whl has no member tensorflow/gone.so");
    assertEquals(names(folder.file("cache/libtensorflow")), ["2.21.0-cpu-linux-x86_64.download"]);
  },
});

Deno.test({
  name: "pip's own reason is kept, and a pip that brings nothing is ended",
  ignore,
  async fn() {
    await using folder = await testFolder();
    await fakePython(folder, "echo 'No module named pip' >&2; exit 1");
    assertEquals((await find(folder)).refused, "No module named pip");
    await fakePython(folder, "exec sleep 9");
    assertMatch((await find(folder)).refused ?? "", /^pip brought nothing for 0\.3 s after 0 B$/);
    await fakePython(folder, "exit 0");
    assertEquals((await find(folder)).refused, "pip left no wheel for tensorflow-cpu==2.21.0");
  },
});

Deno.test("pipArguments() asks for exactly one wheel of another Python", () => {
  const text = pipArguments(WHEEL, "/to").join(" ");
  assertMatch(text, /^-m pip .*download --no-deps --only-binary=:all: /);
  assertMatch(
    text,
    /--python-version 3.12 --abi cp312 --implementation cp --platform manylinux_2_27_x86_64 /,
  );
  assertMatch(text, /--dest \/to tensorflow-cpu==2\.21\.0$/);
});
