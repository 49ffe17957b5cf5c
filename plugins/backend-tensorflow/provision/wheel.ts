import { basename, join } from "node:path";
import { checksumOf, extract, type Member, membersOf, removeAll } from "@dragsaw/core/files";
import type { Progress } from "@dragsaw/core/tensor";
import { placeOf } from "./cache.ts";
import { install, obtain, type Provenance } from "./install.ts";
import { offlineReason } from "./offline.ts";
import { pipDownload } from "./pip.ts";
import type { Wheel } from "./releases.ts";
import type { Settings, Source } from "./settings.ts";

/** The library inside TensorFlow's Python wheel, fetched by pip; its sum is pinned. */
export const wheel: Source = {
  name: "Python wheel",
  async *offers(settings, progress) {
    const { target, wheel } = settings;
    const offline = offlineReason(settings.environment);
    if (offline) return yield { found: null, refused: offline };
    if (wheel === null) {
      return yield {
        found: null,
        refused: `none with a library that stands alone for ${target.os} ${target.arch}`,
      };
    }
    const place = placeOf(settings.cache(), { version: wheel.version, variant: "cpu" }, target);
    await obtain(place, () => fetchInto(place, wheel, settings, progress), progress);
    yield { file: join(place, basename(wheel.members[0])) };
  },
};

async function fetchInto(place: string, wheel: Wheel, settings: Settings, progress: Progress): Promise<void> {
  const folder = `${place}.download`;
  await Deno.mkdir(folder, { recursive: true });
  // A wheel that an earlier attempt fetched and did not get to unpack is taken up again.
  const file = await checkedIn(folder, wheel).catch(() => null) ??
    await fetchWheel(folder, wheel, settings, progress);
  await install(place, async (into): Promise<Provenance> => {
    await unpack(file, wheel, into, progress);
    return { from: wheel.requirement, sha256: wheel.sha256, trust: "pinned" };
  });
  await removeAll(folder);
}

async function fetchWheel(
  folder: string,
  wheel: Wheel,
  settings: Settings,
  progress: Progress,
): Promise<string> {
  await removeAll(folder);
  await Deno.mkdir(folder);
  await pipDownload(wheel, folder, settings, progress);
  try {
    const file = await checkedIn(folder, wheel);
    if (file === null) throw new Error(`pip left no wheel for ${wheel.requirement}`);
    return file;
  } catch (error) {
    await removeAll(folder);
    throw error;
  }
}

/** The wheel in a folder once its sum is right, null where there is none. @throws {Error} for another sum. */
async function checkedIn(folder: string, wheel: Wheel): Promise<string | null> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".whl")) continue;
    const sha256 = await checksumOf(join(folder, name));
    if (sha256 !== wheel.sha256) throw new Error(`${name} has SHA-256 ${sha256}, want ${wheel.sha256}`);
    return join(folder, name);
  }
  return null;
}

async function unpack(file: string, wheel: Wheel, into: string, progress: Progress): Promise<void> {
  const members = await membersOf(file);
  const chosen = wheel.members.map((name): Member => {
    const member = members.find((member) => member.name === name);
    if (member === undefined) throw new Error(`${basename(file)} has no member ${name}`);
    return member;
  });
  const total = chosen.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  for (const member of chosen) {
    await extract(file, member, join(into, basename(member.name)), (bytes) => {
      done += bytes;
      progress(`unpacking ${basename(member.name)}`, done / total);
    });
  }
}
