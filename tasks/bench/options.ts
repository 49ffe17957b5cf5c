import { type Arguments, type Flag, UsageError } from "../shared/command.ts";
import { choice } from "../shared/options.ts";
import { type Case, CASES } from "./cases.ts";
import { type Precision, PRECISIONS } from "./job.ts";
import type { Plan } from "./turns.ts";

/** First lines of the help. */
export const SUMMARY: string =
  "Times training steps, or with loader data workers, ours beside PyTorch's: the same on the same cores, in turns.\n" +
  "Cases: unet2d, unet3d, full-b2, full-b4, all unless named; loader by itself. Without PyTorch ours runs alone.";

/** Options of the task. */
export const FLAGS: Readonly<Record<string, Flag>> = {
  precision: { kind: "string", value: "NAME", help: "both (default), float32 or bfloat16" },
  rounds: {
    kind: "string",
    value: "N",
    help: "Turns of each side; chosen so that a case takes 1 to 2 minutes",
  },
  steps: { kind: "string", value: "N", help: "Steps in a turn; as many as fill 2 to 3 seconds" },
  python: { kind: "string", value: "FILE", help: "Python that has PyTorch; python3 unless given" },
  write: { kind: "string", value: "FILE", help: "Replace the results in a document, as docs/benchmarks.md" },
  json: { kind: "string", value: "FILE", help: "Write everything that was measured, step by step" },
  data: {
    kind: "string",
    value: "FOLDER",
    help: "For loader: a folder with images and masks; pictures are made unless given",
  },
  size: { kind: "string", value: "N", help: "For loader: height and width; 128 and 256 unless given" },
  quick: { kind: "boolean", help: "Two rounds of one step: shows that it works, measures nothing" },
};

/** The cases named, or all. @throws {UsageError} for a name that there is none of. */
export function casesOf({ positional }: Arguments): readonly Case[] {
  const unknown = positional.filter((name) => !CASES.some((one) => one.name === name));
  if (unknown.length > 0) {
    const known = CASES.map(({ name }) => name).join(", ");
    throw new UsageError(`There is no case ${unknown.join(", ")}; there are ${known}`);
  }
  return positional.length === 0 ? CASES : CASES.filter(({ name }) => positional.includes(name));
}

/** The precisions asked for. */
export function precisionsOf(args: Arguments): readonly Precision[] {
  const wanted = choice(args, "precision", ["both", ...PRECISIONS]);
  return wanted === "both" ? PRECISIONS : [wanted];
}

/** What is fixed of the turns. */
export function planOf(args: Arguments): Partial<Plan> {
  const rounds = wholeNumber(args, "rounds"), steps = wholeNumber(args, "steps");
  return {
    ...args.has("quick") ? { rounds: 2, steps: 1 } : {},
    ...rounds === undefined ? {} : { rounds },
    ...steps === undefined ? {} : { steps },
  };
}

/** As many pixels as the user gave for a side of a picture, or these. */
export function sizesOf(args: Arguments, usual: readonly number[]): readonly number[] {
  const size = wholeNumber(args, "size");
  return size === undefined ? usual : [size];
}

function wholeNumber(args: Arguments, flag: string): number | undefined {
  const text = args.get(flag), value = Number(text);
  if (text === undefined) return undefined;
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError(`--${flag} is "${text}", wanted a whole number from 1`);
}
