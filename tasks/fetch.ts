import { type Arguments, type Command, main, print } from "./shared/command.ts";
import { onInterrupt } from "./shared/interrupt.ts";
import { createProgress } from "./shared/progress.ts";
import { INTERRUPTED } from "./shared/status.ts";
import { CATALOG, findSet } from "./fetch/catalog/mod.ts";
import { fetchOne } from "./fetch/fetch_one.ts";
import { openLedger } from "./fetch/ledger.ts";
import { instructions, listSets } from "./fetch/list_sets.ts";

/** The task. */
export const command: Command = {
  name: "fetch",
  summary:
    "Downloads datasets that anybody may have, checks them and unpacks them; tells what to do for those behind a login.\n" +
    "Goes on where an earlier try stopped. Without a name: lists what there is, with licence and size.",
  usage: "[NAME...] [options]",
  positional: [0, Infinity],
  flags: {
    out: { kind: "string", value: "DIR", help: "Folder of all data; data unless given" },
    keep: { kind: "boolean", help: "Keep the archives in DIR/.downloads after they were unpacked" },
    trust: {
      kind: "boolean",
      help: "Take an archive whose checksum is another than the known one, and record it",
    },
  },
  examples: ["", "isic2017", "Task04_Hippocampus Task02_Heart --out /big/disk", "ph2"],
  run,
};

async function run(args: Arguments): Promise<number> {
  const out = (args.get("out") ?? "data").replace(/(?<=.)\/+$/, "");
  const sets = args.positional.map((name) => findSet(name));
  if (sets.length === 0) listSets(CATALOG).forEach(print);
  const progress = createProgress();
  const interrupt = onInterrupt(() => progress.line("Stopping; what came is kept"));
  try {
    for (const set of sets) {
      if (set.archives.length === 0) instructions(set, out).forEach(progress.line);
      else {
        await Deno.mkdir(out, { recursive: true });
        const ledger = await openLedger(out);
        const tools = { progress, ledger, trust: args.has("trust"), signal: interrupt.signal };
        await fetchOne(set, { ...tools, out, keep: args.has("keep") });
      }
    }
    return 0;
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    progress.line(
      `Go on: deno task fetch ${args.positional.join(" ")}${args.has("out") ? ` --out ${out}` : ""}`,
    );
    return INTERRUPTED;
  } finally {
    interrupt.release();
  }
}

if (import.meta.main) await main(command);
