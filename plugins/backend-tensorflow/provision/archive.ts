import { basename, join } from "node:path";
import {
  checksumOf,
  download,
  extract,
  formatBytes,
  look,
  membersOf,
  removeAll,
  untar,
} from "@dragsaw/core/files";
import type { Progress } from "@dragsaw/core/tensor";
import { placeOf } from "./cache.ts";
import { install, obtain, type Provenance } from "./install.ts";
import { firstIn } from "./named.ts";
import { offlineReason } from "./offline.ts";
import { libraryNames } from "./platform.ts";
import type { Settings, Source } from "./settings.ts";

/** The official archive of the C library: for the GPU where an NVIDIA driver answers, else for the CPU. */
export const archive: Source = {
  name: "official archive",
  async *offers(settings, progress) {
    const { target } = settings;
    const offline = offlineReason(settings.environment);
    if (offline) return yield { found: null, refused: offline };
    const release = settings.archive(settings.nvidia());
    if (release === null) {
      return yield { found: null, refused: `none is published for ${target.os} ${target.arch}` };
    }
    const place = placeOf(settings.cache(), release, target);
    await obtain(place, () => fetchInto(place, release.path, settings, progress), progress);
    const file = await firstIn(place, libraryNames(target));
    yield file ? { file } : { found: place, refused: `holds no ${libraryNames(target).join(" or ")}` };
  },
};

async function fetchInto(place: string, path: string, settings: Settings, progress: Progress): Promise<void> {
  const url = `${settings.archives}/${path}`;
  const folder = `${place}.download`;
  const file = join(folder, basename(path));
  await Deno.mkdir(folder, { recursive: true });
  try {
    if (await look(file) === null) await fetchArchive(url, file, settings, progress);
  } catch (error) {
    // What has arrived stays for the next time; an empty folder does not.
    await Deno.remove(folder).catch(() => {});
    throw error;
  }
  try {
    const sha256 = await checkSum(file, `${place}.sha256`);
    await install(place, async (into): Promise<Provenance> => {
      await unpack(file, into, progress);
      return { from: url, sha256, trust: "first use" };
    });
    await Deno.writeTextFile(`${place}.sha256`, `${sha256}  ${basename(path)}\n`);
  } finally {
    // Unpacked, or damaged: of no use either way.
    await removeAll(folder);
  }
}

/** There are other sources to turn to, so a try that brought nothing is the last one. */
async function fetchArchive(
  url: string,
  file: string,
  { limits }: Settings,
  progress: Progress,
): Promise<void> {
  await download(url, file, {
    limits,
    idleTries: 1,
    tries: 5,
    onProgress: (bytes, total) => {
      if (total) progress(`fetching ${url}: ${formatBytes(bytes)} of ${formatBytes(total)}`, bytes / total);
    },
  });
}

/** The publisher gives no sums, so the first one seen is kept beside the library and binds every later download. */
async function checkSum(file: string, ledger: string): Promise<string> {
  const sha256 = await checksumOf(file);
  const known = await look(ledger) ? (await Deno.readTextFile(ledger)).split(/\s/)[0] : sha256;
  if (known !== sha256) {
    throw new Error(`${basename(file)} has SHA-256 ${sha256}, want ${known} as first seen (${ledger})`);
  }
  return sha256;
}

async function unpack(file: string, into: string, progress: Progress): Promise<void> {
  let done = 0;
  const seen = (bytes: number) => progress(`unpacking ${basename(file)}: ${formatBytes(done += bytes)}`);
  if (file.endsWith(".zip")) {
    for (const member of await membersOf(file)) {
      const name = libraryNameOf(member.name);
      if (name) await extract(file, member, join(into, name), seen);
    }
  } else {
    await untar(file, ({ name: member, kind }) => {
      const name = kind === "file" ? libraryNameOf(member) : null;
      return name && join(into, name);
    }, { seen });
  }
}

/** Name to store a member under, or null. Symbolic links are not unpacked: the file takes the name that the loader asks for. */
export function libraryNameOf(member: string): string | null {
  const name = member.replace(/^\.\//, "");
  const elf = /^lib\/(libtensorflow(?:_framework|_cc)?\.so\.\d+)\.\d+\.\d+$/.exec(name);
  if (elf) return elf[1];
  const mac = /^lib\/(libtensorflow(?:_framework|_cc)?\.\d+)\.\d+\.\d+\.dylib$/.exec(name);
  if (mac) return `${mac[1]}.dylib`;
  return /^lib\/(tensorflow\.dll)$/.exec(name)?.[1] ?? null;
}
