import type { Done, Message, Ready } from "./job.ts";
import { lines } from "./lines.ts";

/** A program that makes steps when asked to. */
export interface Program {
  /** Executable. */
  readonly command: string;
  /** Arguments before the job. */
  readonly args: readonly string[];
  /** Environment beside this process's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A child process that has built its job. */
export interface Child {
  /** What it said of itself. */
  readonly ready: Ready;
  /** Makes `count` steps. @throws {ChildError} when it fails or ends instead. */
  run(count: number): Promise<Done>;
  /** Ends it. */
  close(): Promise<void>;
}

/** A child process could not do what it was asked; says why. */
export class ChildError extends Error {
  /** Name of the class. */
  override name = "ChildError";
}

/** Characters of standard error that are kept. */
const TAIL = 2000;

/**
 * Starts a program and waits until it has built `job`.
 *
 * @param name For messages. @param signal Ends the child at once.
 * @throws {ChildError} when the program cannot be started, or says or does something else.
 */
export async function startChild(
  name: string,
  program: Program,
  job: object,
  signal: AbortSignal,
): Promise<Child> {
  const child = spawn(name, program, job);
  const { ask, end } = converse(name, child);
  const kill = () => killNow(child);
  signal.addEventListener("abort", kill);
  if (signal.aborted) kill();
  const close = async () => {
    signal.removeEventListener("abort", kill);
    kill();
    await end();
  };
  const orClose = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      await close();
      throw error;
    }
  };
  const ready = await orClose(ask("ready"));
  return { ready, run: (steps) => orClose(ask("done", { steps })), close };
}

/** Questions to a child, one at a time, and their answers; `end` waits for its end and frees its streams. */
function converse(name: string, child: Deno.ChildProcess) {
  const complaint = tail(child.stderr);
  const answers = lines(child.stdout), writer = child.stdin.getWriter();
  const answer = async (): Promise<Message> => {
    for (let next = await answers.next(); !next.done; next = await answers.next()) {
      const message = parse(name, next.value);
      if (message?.error !== undefined) throw new ChildError(`${name}: ${message.error}`);
      if (message) return message;
    }
    const said = await complaint, { code, signal } = await child.status;
    throw new ChildError(`${name} ended with ${signal ?? `status ${code}`}${said && `: ${said}`}`);
  };
  const ask = async <K extends keyof Message>(
    key: K,
    request?: unknown,
  ): Promise<NonNullable<Message[K]>> => {
    // A child that has ended takes nothing more: its last words say why.
    if (request) await writer.write(encoder.encode(`${JSON.stringify(request)}\n`)).catch(() => {});
    const message = await answer();
    if (message[key] === undefined) {
      throw new ChildError(`${name} said ${JSON.stringify(message)}, wanted "${key}"`);
    }
    return message[key];
  };
  const end = async () => {
    await Promise.all([writer.abort().catch(() => {}), answers.return(undefined), complaint, child.status]);
  };
  return { ask, end };
}

const encoder = new TextEncoder();

function spawn(name: string, { command, args, env = {} }: Program, job: object): Deno.ChildProcess {
  try {
    return new Deno.Command(command, {
      args: [...args, JSON.stringify(job)],
      env: { ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new ChildError(`${name}: there is no program "${command}"`);
  }
}

/** The message in a line; nothing for what libraries write between. */
function parse(name: string, line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch (cause) {
    throw new ChildError(`${name} said what is no message: ${line}`, { cause });
  }
}

function killNow(child: Deno.ChildProcess): void {
  try {
    child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

async function tail(stream: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<string> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) text = (text + part).slice(-TAIL);
  return text.trim();
}
