import { assertEquals } from "@std/assert";
import type { Arguments } from "./command.ts";
import { configOptions } from "./options.ts";

const given = (values: Record<string, string>, set: string[] = []): Arguments => ({
  positional: ["run.yaml"],
  has: () => false,
  get: (flag) => values[flag],
  list: () => set,
});

Deno.test("configOptions() turns --data and --seed into changes of the config, before those of --set", () => {
  assertEquals(configOptions(given({})), { source: "run.yaml", set: [], run: undefined });
  assertEquals(configOptions(given({ data: 'a: "b" #c', seed: "7", run: "r" }, ["seed=8"])), {
    source: "run.yaml",
    set: ['dataset.root="a: \\"b\\" #c"', "seed=7", "seed=8"],
    run: "r",
  });
});
