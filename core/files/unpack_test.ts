import { assertEquals, assertRejects } from "@std/assert";
import { testFolder } from "../../tests/files/folder.ts";
import { noise, type Packed, tar, tarGz, type Tarred, zip } from "../../tests/files/pack.ts";
import { unpack } from "./unpack.ts";

const bytes = noise(100);
const MOST = { most: 1e9 };

/** Unpacks in a new folder; gives the paths of what is there. */
async function unpacked(name: string, archive: Uint8Array, options: Parameters<typeof unpack>[2] = MOST) {
  await using folder = await testFolder();
  await Deno.mkdir(folder.file("into"));
  const error = await unpack(await folder.write(name, archive), folder.file("into"), options).then(
    () => undefined,
    (error: Error) => error,
  );
  return {
    error,
    files: list(folder.file("into")),
    above: list(folder.path).filter((path) => !path.startsWith("into")),
  };
}

function list(folder: string, prefix = ""): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? [`${prefix}${name}/`, ...list(`${folder}/${name}`, `${prefix}${name}/`)]
      : [`${prefix}${name}`]
  ).sort();
}

Deno.test("unpack() writes files and folders of zip, tar and tar.gz, without what macOS adds", async () => {
  const names = ["set/", "set/a.png", "./set/deep/er/b.png", "__MACOSX/set/._a.png", "set/._b"];
  const zipped = zip(
    names.map((name) => ({ name, bytes: name.endsWith("/") ? bytes.subarray(0, 0) : bytes })),
  );
  const entries = names.map((name): Tarred => name.endsWith("/") ? { name, type: "5" } : { name, bytes });
  const wanted = ["set/", "set/a.png", "set/deep/", "set/deep/er/", "set/deep/er/b.png"];
  for (
    const [name, archive] of [["a.zip", zipped], ["a.tar", tar(entries)], [
      "a.tar.gz",
      tarGz(entries),
    ]] as const
  ) {
    const { error, files } = await unpacked(name, archive);
    assertEquals([error, files], [undefined, wanted]);
  }
});

Deno.test("unpack() refuses names that lead elsewhere, links, devices and doubles, in every format", async () => {
  const refused: [Packed & Tarred, string][] = [
    [{ name: "../evil", bytes }, "leads out"],
    [{ name: "/evil", bytes }, "absolute"],
    [{ name: "a\\evil", bytes }, "backslash"],
    [{ name: "A.png", bytes }, "twice"],
    [{ name: "a.png/b", bytes }, "a file and a folder"],
    [{ name: "link", bytes: new TextEncoder().encode("/etc"), mode: 0o120777, link: "/etc" }, "a link"],
    [{ name: "pipe", bytes: new Uint8Array(0), mode: 0o010644, type: "6" }, "a device"],
  ];
  for (const [bad, message] of refused) {
    const members = [{ name: "a.png", bytes }, bad];
    for (const [name, archive] of [["a.zip", zip(members)], ["a.tar", tar(members)]] as const) {
      const { error, files, above } = await unpacked(name, archive);
      assertEquals(
        [error instanceof RangeError, error?.message.includes(message)],
        [true, true],
        `${name} ${error}`,
      );
      assertEquals(above, [name]);
      // A zip file is looked through before anything is written
      assertEquals(files, name === "a.zip" ? [] : ["a.png"]);
    }
  }
});

Deno.test("unpack() refuses archives that become too large or too many, by what they announce and by what comes", async () => {
  const zeros = { name: "zeros", bytes: new Uint8Array(20_000_000) };
  const bombs: [string, Uint8Array, Parameters<typeof unpack>[2], string][] = [
    ["a.zip", zip([zeros]), MOST, "becomes 20.0 MB, want 13.1 MB at most"],
    ["a.zip", zip([{ ...zeros, claim: 10 }]), MOST, "more than 10 bytes"],
    ["a.tar.gz", tarGz([zeros]), MOST, "becomes more than 13.1 MB"],
    ["a.zip", zip([{ name: "a", bytes }]), { most: 99 }, "want 99 B at most"],
    ["a.tar", tar([{ name: "a", bytes }]), { most: 99 }, "want 99 B at most"],
    ["a.zip", zip([{ name: "a", bytes }, { name: "b", bytes }]), { ...MOST, count: 1 }, "holds 2 members"],
    [
      "a.tar",
      tar([{ name: "a", bytes }, { name: "b", bytes }]),
      { ...MOST, count: 1 },
      "more than 1 members",
    ],
    ["a.zip", zip([{ name: "a", bytes }, { name: "b", bytes, sameAs: 0 }]), MOST, "share bytes"],
  ];
  for (const [name, archive, options, message] of bombs) {
    const { error } = await unpacked(name, archive, options);
    assertEquals(error?.message.includes(message), true, `${name}: ${error}`);
  }
});

Deno.test("unpack() stops when it is told to, and tells how far it is", async () => {
  await using folder = await testFolder();
  const archive = await folder.write("a.zip", zip([{ name: "a", bytes }, { name: "b", bytes }]));
  const told: [number, number | null][] = [];
  await unpack(archive, folder.file("x"), { ...MOST, onProgress: (...now) => told.push(now) });
  assertEquals(told, [[100, 200], [200, 200]]);
  const controller = new AbortController();
  const stopped = unpack(archive, folder.file("y"), {
    ...MOST,
    onProgress: () => controller.abort(new Error("enough")),
    signal: controller.signal,
  });
  await assertRejects(() => stopped, Error, "enough");
});
