import { fileURLToPath } from "node:url";
import type { Program } from "../child.ts";
import type { Lab } from "../lab.ts";
import type { Behaviour } from "./fake_child.ts";

/** A child that computes nothing. */
export function fake(behaviour: Behaviour): Program {
  const file = fileURLToPath(new URL("fake_child.ts", import.meta.url));
  return {
    command: Deno.execPath(),
    args: ["run", "--quiet", "--no-check", file, JSON.stringify(behaviour)],
  };
}

/** A lab of fakes that keeps what it is told. */
export function fakeLab(ours: Behaviour, theirs?: Behaviour): Lab & { readonly told: string[] } {
  const told: string[] = [];
  return {
    ours: fake(ours),
    ...theirs ? { theirs: () => fake(theirs) } : {},
    threads: 1,
    qualifyingSteps: 1,
    plan: { rounds: 2, steps: 2 },
    progress: { line: (text) => told.push(text), update: () => {} },
    signal: new AbortController().signal,
    told,
  };
}
