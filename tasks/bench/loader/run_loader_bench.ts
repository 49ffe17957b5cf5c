import { fileURLToPath } from "node:url";
import { type Arguments, print } from "../../shared/command.ts";
import { onInterrupt } from "../../shared/interrupt.ts";
import { createProgress } from "../../shared/progress.ts";
import { ChildError, type Program, startChild } from "../child.ts";
import { busy, describeMachine } from "../conditions.ts";
import { type Column, markdownTable } from "../markdown.ts";
import { planOf, sizesOf } from "../options.ts";
import { type LoaderLab, type LoaderResult, measureLoader, nameOf } from "./measure_loader.ts";

/** Pictures made where the user has none. */
const MADE = 256, BATCH = 16;

/** `deno task bench loader`. @returns The exit status. */
export async function runLoaderBench(args: Arguments): Promise<number> {
  const progress = createProgress();
  const interrupt = onInterrupt(() => progress.line("Interrupted: the measurement ends here"));
  const folder = args.get("data") ? undefined : await Deno.makeTempDir();
  try {
    if (folder) await makePictures(folder, args.has("quick") ? BATCH : MADE);
    const root = args.get("data") ?? folder!, quick = args.has("quick");
    const cores = navigator.hardwareConcurrency, { signal } = interrupt;
    const lab = { ours: program("ours.ts"), cores, plan: planOf(args), progress, signal };
    const peer: Program = {
      command: args.get("python") ?? "python3",
      args: ["-B", beside("peer.py")],
    };
    const missing = await whyMissing(peer, root, signal);
    const notes = [...missing ? [missing] : [], ...busy(Deno.loadavg()[0], 0)];
    const results = await measureAll(
      sizesOf(args, quick ? [32] : [128, 256]),
      root,
      missing ? lab : { ...lab, theirs: peer },
    );
    print(`\n${reportLoader(results, notes)}`);
    if (args.get("json")) {
      await Deno.writeTextFile(args.get("json")!, `${JSON.stringify(results, null, 2)}\n`);
    }
    return signal.aborted ? 130 : 0;
  } finally {
    interrupt.release();
    if (folder) await Deno.remove(folder, { recursive: true });
  }
}

async function measureAll(sizes: readonly number[], root: string, lab: LoaderLab): Promise<LoaderResult[]> {
  const results: LoaderResult[] = [];
  for (const size of sizes) {
    for (const kept of [false, true]) {
      if (lab.signal.aborted) return results;
      try {
        results.push(await measureLoader({ root, size, batch: BATCH, kept }, lab));
      } catch (error) {
        // An interrupt ends the children: what was measured before still counts.
        if (!lab.signal.aborted) throw error;
      }
    }
  }
  return results;
}

/** The results as Markdown. */
export function reportLoader(results: readonly LoaderResult[], notes: readonly string[]): string {
  const about = Object.assign(
    {},
    ...results.flatMap(({ ours, theirs }) => [ours.side.about, theirs?.side.about]),
  );
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} on`,
    Object.entries(describeMachine(about)).map(([name, value]) => `- ${name}: ${value}`).join("\n"),
    markdownTable(COLUMNS, results),
    ...notes.map((note) => `- ${note}`),
  ].join("\n\n");
}

const COLUMNS: readonly Column<LoaderResult>[] = [
  { title: "pictures", cell: ({ job }) => nameOf(job) },
  { title: "ours, a second", right: true, cell: ({ ours }) => ours.rate.toFixed(0) },
  { title: "workers", right: true, cell: ({ ours }) => `${ours.workers}` },
  { title: "PyTorch, a second", right: true, cell: ({ theirs }) => theirs?.rate.toFixed(0) ?? "-" },
  { title: "workers", right: true, cell: ({ theirs }) => `${theirs?.workers ?? "-"}` },
  {
    title: "ours / PyTorch (95 %)",
    right: true,
    cell: ({ ratio }) => {
      if (!ratio) return "-";
      const { value, interval: [low, high] } = ratio;
      return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
    },
  },
];

/** In a process of its own: libvips wants more than this one may. */
async function makePictures(folder: string, count: number): Promise<void> {
  const { command, args } = program("pictures.ts");
  const { success, stderr } = await new Deno.Command(command, { args: [...args, folder, `${count}`] })
    .output();
  if (!success) throw new Error(`Cannot make pictures: ${new TextDecoder().decode(stderr).trim()}`);
}

/** Why PyTorch's loader cannot be compared with, and what to do. */
async function whyMissing(peer: Program, root: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const job = { root, size: 8, batch: 1, workers: 0, kept: false };
    await (await startChild("PyTorch", peer, job, signal)).close();
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    const why = error.message.split("\n").at(-1)!.trim();
    return `Ours runs alone (${why}). To compare with PyTorch: pip install torch==2.13.0 numpy pillow`;
  }
}

/** A Deno of its own. */
function program(file: string): Program {
  return { command: Deno.execPath(), args: ["run", "--quiet", "--allow-all", beside(file)] };
}

function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}
