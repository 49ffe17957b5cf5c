import type { Settings } from "../settings.ts";
import type { TestFolder } from "../../../../tests/files/folder.ts";

/** Settings of a machine that has nothing and reaches nothing; everything it keeps is in `folder`. */
export function bareSettings(folder: TestFolder, variables: Record<string, string> = {}): Settings {
  return {
    target: { os: "linux", arch: "x86_64" },
    environment: (name) => variables[name],
    folders: () => Promise.resolve([]),
    cache: () => folder.file("cache"),
    archives: "http://127.0.0.1:9",
    archive: () => null,
    wheel: null,
    python: folder.file("python3"),
    nvidia: () => false,
    accept: async (file) => {
      const text = await Deno.readTextFile(file);
      return text.startsWith("good")
        ? { ok: true, version: "2.21.0", log: "" }
        : { ok: false, reason: `is ${text}` };
    },
    limits: { connect: 300, stall: 300 },
  };
}
