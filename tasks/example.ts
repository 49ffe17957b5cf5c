import { writeImages } from "./example/write_images.ts";
import { writeVolumes } from "./example/write_volumes.ts";
import { type Arguments, type Command, main, print, UsageError } from "./shared/command.ts";

/** What can be written: how many cases unless given, and how. */
const KINDS: Readonly<Record<string, readonly [count: number, write: typeof writeImages]>> = {
  images: [40, writeImages],
  volumes: [8, writeVolumes],
};

/** The task. */
export const command: Command = {
  name: "example",
  summary:
    "Writes a small made-up dataset, the same each time, with which to follow the tutorials: pictures with masks\n" +
    "(images/, masks/), or volumes as nnUNet_raw has them (imagesTr/, labelsTr/, imagesTs/, dataset.json).",
  usage: "images | volumes DIR [options]",
  positional: [2, 2],
  flags: {
    count: { kind: "string", value: "N", help: "How many cases; 40 images or 8 volumes unless given" },
  },
  examples: ["images data/lesions", "volumes data/Dataset900_Balls --count 12"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const [kind, folder] = args.positional, found = KINDS[kind];
  if (!found) throw new UsageError(`Found "${kind}", allowed: ${Object.keys(KINDS).join(", ")}`);
  const given = args.get("count") ?? String(found[0]);
  if (!/^[1-9]\d{0,4}$/.test(given)) throw new UsageError(`--count is "${given}", allowed: 1 to 99999`);
  const count = Number(given);
  await Deno.mkdir(folder, { recursive: true });
  for await (const { name } of Deno.readDir(folder)) {
    throw new Deno.errors.AlreadyExists(`Cannot write to ${folder}: found ${name}, wanted an empty folder`);
  }
  await found[1](folder, count);
  print(`Wrote ${count} ${kind} with their truth to ${folder}`);
  return 0;
}

if (import.meta.main) await main(command);
