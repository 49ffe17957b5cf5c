/**
 * Speaks as a child of the benchmark and computes nothing: deno run FILE BEHAVIOUR JOB.
 *
 * @module
 */
import type { Job, Message } from "../job.ts";

/** How it behaves, as JSON. */
export interface Behaviour {
  /** Seconds that it says a step took. */
  readonly seconds: number;
  /** Divides them where the layout is channels_last. */
  readonly layoutGain?: number;
  /** Weights that it says it has. */
  readonly parameters?: number;
  /** What goes wrong. */
  readonly fault?: "error" | "crash" | "nan" | "hang" | "mute" | "garble";
}

const { seconds, layoutGain = 1, parameters = 7, fault } = JSON.parse(Deno.args[0]) as Behaviour;
const job = JSON.parse(Deno.args[1]) as Job;

function write(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

function say(message: Message): void {
  write(`a library says something\n${JSON.stringify(message)}\n`);
}

if (fault === "error") say({ error: `no ${job.network}\nin ${job.precision}` });
else if (fault === "mute") write("{}\n");
else if (fault === "garble") write("{half\n");
else say({ ready: { parameters, footprint: 1e9, about: { fake: "1.0" } } });
const buffer = new Uint8Array(100);
for (let size = await Deno.stdin.read(buffer); size !== null; size = await Deno.stdin.read(buffer)) {
  if (fault === "crash") {
    Deno.stderr.writeSync(new TextEncoder().encode("Traceback\nout of memory\n"));
    Deno.exit(3);
  }
  const { steps } = JSON.parse(new TextDecoder().decode(buffer.subarray(0, size))) as { steps: number };
  const took = job.layout === "channels_last" ? seconds / layoutGain : seconds;
  const message = JSON.stringify({
    done: {
      seconds: Array.from({ length: steps }, () => took),
      losses: Array.from({ length: steps }, () => fault === "nan" ? null : .5),
      peak: 3e9,
    },
  });
  // In two parts: a line may come in pieces.
  if (fault !== "hang") {
    write(message.slice(0, 9));
    write(`${message.slice(9)}\n`);
  }
}
