/**
 * Runs the project's tasks as a user does: as processes of their own, with the permissions that `deno.json` gives them.
 *
 * @module
 */

const ROOT = new URL("..", import.meta.url).pathname;

/** A task that ended. */
export interface Ended {
  /** Exit status; null when a signal ended it. */
  readonly status: number | null;
  /** What it wrote to standard output. */
  readonly stdout: string;
  /** What it wrote to standard error. */
  readonly stderr: string;
}

/** A task on its way. */
export interface Running {
  /** Resolves when standard output first holds `text`; rejects, with all that was written, when the task ends before. */
  said(text: string | RegExp): Promise<void>;
  /** Sends a signal; nothing happens when the task has ended. */
  kill(signal: Deno.Signal): void;
  /** Its end. */
  readonly ended: Promise<Ended>;
}

/** Environment beside the test's own. */
export type Environment = Readonly<Record<string, string>>;

/** Starts `deno task NAME ARGS...` in the project's root, without the shell between. */
export function startTask(name: string, args: readonly string[], env: Environment = {}): Running {
  return startDeno([...commandOf(name), ...args], { cwd: ROOT, env });
}

/** Starts `deno ARGS...` in a folder. */
export function startDeno(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Environment },
): Running {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let stdout = "", over = false;
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  const reading = readAll(child.stdout, (text) => {
    stdout += text;
    tell();
  });
  const complaints = readAll(child.stderr, () => {});
  const ended = Promise.all([child.status, reading, complaints]).then(([{ code, signal }, , stderr]) => {
    over = true;
    tell();
    return { status: signal ? null : code, stdout, stderr };
  });
  return {
    ended,
    kill: (signal) => over ? undefined : child.kill(signal),
    said: (text) =>
      new Promise((resolve, reject) => {
        const listener = () => {
          const found = typeof text === "string" ? stdout.includes(text) : text.test(stdout);
          if (!found && !over) return;
          listeners.delete(listener);
          if (found) resolve();
          else ended.then((end) => reject(new Error(`The task ended without saying ${text}:\n${show(end)}`)));
        };
        listeners.add(listener);
        listener();
      }),
  };
}

/** Runs `deno task NAME ARGS...` to its end. */
export function runTask(name: string, args: readonly string[], env?: Environment): Promise<Ended> {
  return startTask(name, args, env).ended;
}

/** Runs a task that has to end well. @throws {Error} with all that it wrote when it does not. */
export async function mustRun(name: string, args: readonly string[], env?: Environment): Promise<Ended> {
  const end = await runTask(name, args, env);
  if (end.status !== 0) throw new Error(`deno task ${name} ${args.join(" ")}\n${show(end)}`);
  return end;
}

/** An end as text, for messages. */
export function show({ status, stdout, stderr }: Ended): string {
  return `status ${status}\n--- stdout\n${stdout}--- stderr\n${stderr}`;
}

const tasks = (JSON.parse(Deno.readTextFileSync(`${ROOT}deno.json`)) as {
  tasks: Record<string, { command: string }>;
}).tasks;

/** What stands behind `deno` in the task's command: `run`, permissions, file. */
function commandOf(name: string): string[] {
  const [program, ...args] = tasks[name].command.split(" ");
  if (program !== "deno") throw new Error(`Cannot run task ${name}: its command begins with ${program}`);
  return args;
}

async function readAll(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onText: (text: string) => void,
): Promise<string> {
  let all = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    all += text;
    onText(text);
  }
  return all;
}
