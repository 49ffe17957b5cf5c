import { permissionsOf } from "../shared/packaged.ts";

/** How a training went. */
export interface Trained {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  /** What it complained of at the end. */
  readonly complaint: string;
}

/** Characters of standard error that are kept. */
const TAIL = 4000;

/**
 * Trains a run folder in a process of its own, with the permissions of `deno task train`. All that it says goes to
 * `train.log` in the folder. It saves and ends when `stop` is aborted, and when this process ends, however.
 *
 * @param onLine Told of every line.
 */
export async function trainInProcess(
  folder: string,
  { stop, onLine }: { stop: AbortSignal; onLine: (line: string) => void },
): Promise<Trained> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...trainCommand(), folder, "--attached"],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // An open pipe is all that keeps it going: it ends with this process.
  const close = () => child.stdin.close().catch(() => {});
  stop.addEventListener("abort", close);
  if (stop.aborted) close();
  using log = await Deno.open(`${folder}/train.log`, { create: true, append: true });
  let rest = "", complaint = "";
  const [{ code, signal }] = await Promise.all([
    child.status,
    follow(child.stdout, log, (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      lines.forEach(onLine);
    }),
    follow(child.stderr, log, (text) => complaint = (complaint + text).slice(-TAIL)),
  ]);
  stop.removeEventListener("abort", close);
  if (!stop.aborted) close();
  return { status: signal ? null : code, complaint: signal ? endedBy(signal) : complaint.trim() };
}

/** The reason in what a training complained of: its last error, in one line. */
export function reasonIn({ status, complaint }: Trained): string {
  if (status === null) return complaint;
  const error = complaint.slice(Math.max(0, complaint.lastIndexOf("error: "))).replace(/^error: /, "");
  return error.split("\n").map((line) => line.trim()).filter(Boolean).slice(0, 3).join(" ") ||
    `ended with status ${status}`;
}

function endedBy(signal: Deno.Signal): string {
  const memory = signal === "SIGKILL" ? ", as the system does when memory runs out" : "";
  return `ended by ${signal}${memory}`;
}

async function follow(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  log: Deno.FsFile,
  onText: (text: string) => void,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    await log.write(bytes);
    onText(decoder.decode(bytes, { stream: true }));
  }
}

/** What stands behind `deno` in the task `train`, wherever this module was loaded from. */
function trainCommand(): string[] {
  return ["run", ...permissionsOf("train"), import.meta.resolve("../train.ts")];
}
