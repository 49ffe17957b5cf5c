import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { tensorflow } from "@dragsaw/backend-tensorflow";
import { mustRun, runTask } from "./cli.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";

const probe = await tensorflow.probe();
const reason = probe.ok ? "" : ` [tensorflow: ${probe.reason}]`;

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly args?: { readonly node?: string; readonly slot?: string; readonly phase?: string };
}

Deno.test({
  name: `profile says where a step's time and memory go, and writes a trace${reason}`,
  ignore: !probe.ok,
  async fn() {
    await withFolder(async (folder) => {
      const config = await writeTiny(folder), trace = `${folder}/trace.json`;
      const { stdout, stderr } = await mustRun("profile", [config, "--steps", "1", "--trace", trace]);
      assertEquals(stderr, "");
      assertMatch(
        stdout,
        /tiny: 4 images of 32x32 a step, float32; steps measured: 1\n\nTime: a step takes \d+\.\d ms /,
      );
      assertMatch(stdout, /Memory: a step takes \d+ MB at most, in \w+ of /);
      assertMatch(stdout, /\n {2}\w*Conv2D +\d+ +\d+\.\d +\d+\.\d % +\d/);
      for (
        const slot of ["encoder.0", "encoder.1", "encoder.1 refiner", "decoder.0", "logits", "loss cross"]
      ) {
        assertMatch(
          stdout,
          new RegExp(`\n {2}${slot} +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d +\\d+\\.\\d % `),
          slot,
        );
      }
      assertMatch(stdout, /\n {2}optimizer +\d+\.\d /);
      assertStringIncludes(stdout, `Trace: ${trace}, `);
      const { traceEvents } = JSON.parse(await Deno.readTextFile(trace)) as { traceEvents: Event[] };
      const ops = traceEvents.filter(({ ph, args }) => ph === "X" && args?.node);
      assert(ops.some(({ args }) => args!.slot === "encoder.0" && args!.phase === "backward"));
      assertEquals(await filesIn(folder), ["tiny.yaml", "trace.json"]);
    });
  },
});

Deno.test("profile names the backend that cannot be measured, and what it cannot use, before it measures", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder);
    const [slow, none, nowhere] = await Promise.all([
      runTask("profile", [config], { DRAGSAW_BACKEND: "js" }),
      runTask("profile", [config, "--steps", "0"]),
      runTask("profile", [config, "--trace", `${folder}/none/trace.json`]),
    ]);
    assertEquals(slow.status, 1);
    assertMatch(slow.stderr, /^error: Cannot profile on backend "js": .+ Profile on tensorflow .+doctor/);
    assertEquals([none.status, probe.ok ? nowhere.status : 2], [2, 2]);
    if (probe.ok) {
      assertMatch(nowhere.stderr, /^error: There is no folder for the trace ".+none\/trace\.json"\n/);
    }
    assertMatch(none.stderr, /^error: --steps is "0", wanted 1 to 999\n/);
    assertEquals(await filesIn(folder), ["tiny.yaml"]);
  });
});
