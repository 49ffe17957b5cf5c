import { assertEquals, assertThrows } from "@std/assert";
import { runTitle } from "../figures/run_title.ts";
import { commonCases, type Survey } from "../figures/survey_run.ts";
import { UsageError } from "../shared/command.ts";
import { chooseSlots } from "./choose_slots.ts";

const pdcr = (type: string, slots: string[], weight = 1) => ({
  type: "pdcr",
  weight,
  units: Object.fromEntries(slots.map((slot) => [slot, 8])),
  ratio: { type },
});

/** A run as far as choosing goes. */
function survey(path: string, slots: string[], losses: object, ids: string[] = []): Survey {
  return {
    path,
    slots: Object.fromEntries(slots.map((slot) => [slot, {}])),
    loaded: {
      config: { losses: { segmentation: { type: "cross-entropy", weight: 1 }, ...losses }, refine: [] },
    },
    cases: new Map(ids.map((id) => [id, { id }])),
  } as unknown as Survey;
}

const SLOTS = ["x1", "x2", "x3", "y1"];
const plain = survey("runs/a", SLOTS, {});
const both = survey("runs/b", SLOTS, {
  encoder: pdcr("hierarchical", ["x3", "x2"]),
  decoder: pdcr("hierarchical", ["y1"], 0),
});

Deno.test("chooseSlots() takes those asked for, those of PDCR, or all, as data flows", () => {
  assertEquals(chooseSlots([plain, both], ["y1", "x1"]), ["y1", "x1"]);
  assertEquals(chooseSlots([plain, both], undefined), ["x2", "x3"]);
  assertEquals(chooseSlots([plain], undefined), SLOTS);
});

Deno.test("chooseSlots() names the run that lacks a slot, and the slots it has", () => {
  const other = survey("runs/c", ["x1", "x2"], {});
  const failure = assertThrows(() => chooseSlots([both, other], ["x2", "x11"]), UsageError);
  assertEquals(
    failure.message,
    'The network of "runs/b" has no slot "x11"; it has x1, x2, x3, y1; did you mean "x1"?',
  );
  assertThrows(
    () => chooseSlots([both, other], undefined),
    UsageError,
    '"runs/c" has no slot "x3"; it has x1, x2',
  );
});

Deno.test("runTitle() is what a run has of the method", () => {
  const title = (losses: object, refine: string[] = []) =>
    runTitle(
      { losses, refine: refine.map((type) => ({ type })) } as unknown as Parameters<typeof runTitle>[0],
    );
  assertEquals(title({}), "baseline");
  assertEquals(title({ a: pdcr("hierarchical", ["x1"], 0) }), "baseline");
  assertEquals(title({ a: pdcr("hierarchical", ["x1"]) }), "H-PDCR");
  assertEquals(title({ a: pdcr("receptive-field", ["x1"]) }, ["uafr"]), "RF-PDCR + UAFR");
  assertEquals(title({ a: pdcr("receptive-field", ["x1"]), b: pdcr("hierarchical", ["x1"]) }), "PDCR");
  assertEquals(title({}, ["se", "uafr"]), "UAFR");
});

Deno.test("commonCases() are spread over what all runs have, or those asked for", () => {
  const ids = Array.from({ length: 10 }, (_, i) => `case-${i}`);
  const runs = [survey("runs/a", [], {}, ids), survey("runs/b", [], {}, ids.slice(2))];
  assertEquals(commonCases(runs, 4), ["case-3", "case-5", "case-7", "case-9"]);
  assertEquals(commonCases(runs, 100), ids.slice(2));
  assertEquals(commonCases(runs, 4, ["case-9", "case-2"]), ["case-9", "case-2"]);
  assertThrows(
    () => commonCases(runs, 4, ["case-1"]),
    UsageError,
    '"runs/b" has no case case-1; it has 8, as case-2',
  );
  assertThrows(
    () => commonCases([runs[1], survey("runs/c", [], {}, ["z"])], 4),
    UsageError,
    "No case is in that split",
  );
});
