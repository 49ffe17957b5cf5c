/**
 * Says what training would run on: the library that was found, what was refused and why, versions, processor, GPU, cache.
 *
 *     deno task doctor
 *     deno task doctor --json
 *
 * @module
 */
import { describe } from "./doctor/describe.ts";
import { examine } from "./doctor/examine.ts";
import { type Command, main, print } from "./shared/command.ts";
import { bar, createProgress } from "./shared/progress.ts";

/** The task. */
export const doctor: Command = {
  name: "doctor",
  summary: "Says what training would run on, and what to do where that is slow.\n" +
    "Fetches TensorFlow's library if none is here. Exit status: 0 with TensorFlow, 1 with the slow fallback only.",
  usage: "[options]",
  positional: [0, 0],
  flags: { json: { kind: "boolean", help: "Print the findings as JSON" } },
  examples: ["", "--json"],
  async run(args) {
    if (args.has("json")) {
      const findings = await examine();
      print(JSON.stringify(findings, null, 2));
      return findings.usable ? 0 : 1;
    }
    const shown = createProgress();
    const findings = await examine((line, fraction) => {
      shown.update(fraction === undefined ? line : `${bar(fraction)} ${line}`);
    });
    shown.line(describe(findings));
    return findings.usable ? 0 : 1;
  },
};

if (import.meta.main) await main(doctor);
