import { assert, assertEquals, assertThrows } from "@std/assert";
import { makePlan } from "./make_plan.ts";
import { parsePlan, readPlan, writePlan } from "./plan_file.ts";
import { caseOf, fingerprintOfCases } from "./testdata/cases.ts";

const PLAN = makePlan(fingerprintOfCases([caseOf([60, 200, 200], [3, 1, 1])], ["CT"]));

Deno.test("writePlan() and readPlan() keep a plan, with sizes on one line", async () => {
  const folder = await Deno.makeTempDir(), file = `${folder}/plan.json`;
  await writePlan(file, PLAN);
  assertEquals(await readPlan(file), PLAN);
  const text = await Deno.readTextFile(file);
  assert(text.includes(`"patch": [${PLAN.configurations["3d-fullres"]!.patch.join(", ")}]`));
  assert(text.includes('"spacing": [null, 1, 1]'));
  await Deno.remove(folder, { recursive: true });
});

/** The plan with a change, as text. */
function edited(change: (plan: Record<string, unknown>) => void): string {
  const plan = structuredClone(PLAN) as unknown as Record<string, unknown>;
  change(plan);
  return JSON.stringify(plan);
}

Deno.test("parsePlan() names the place of what cannot be used", () => {
  const full = (plan: Record<string, unknown>) =>
    (plan.configurations as Record<string, Record<string, unknown>>)["3d-fullres"];
  const broken: [(plan: Record<string, unknown>) => void, string][] = [
    [(plan) => full(plan).patch = [24, 250, 256], "3d-fullres.patch: Expected multiples of"],
    [(plan) => full(plan).batch = 0, "3d-fullres.batch"],
    [(plan) => full(plan).bach = 2, "bach"],
    [
      (plan) => (full(plan).network as Record<string, unknown>).levels = 3,
      "network.kernels: Expected one for each",
    ],
    [(plan) => plan.order = [0, 0, 1], "order: Expected each axis once"],
    [(plan) => plan.normalizations = [{ scheme: "ct", bodyOnly: false }], "intensities"],
    [(plan) => plan.normalizations = [], "normalizations: Expected one for each channel"],
    [(plan) => plan.version = 2, "version"],
  ];
  for (const [change, message] of broken) {
    assertThrows(() => parsePlan(edited(change), "plan.json"), RangeError, message);
  }
  assertThrows(() => parsePlan("{", "plan.json"), SyntaxError, "Cannot read the plan plan.json");
});

Deno.test("parsePlan() takes edited values", () => {
  const plan = parsePlan(edited((plan) => plan.budget = 5), "plan.json");
  assertEquals(plan.budget, 5);
});
