import { assertEquals, assertThrows } from "@std/assert";
import { IMAGENET } from "../data/input.ts";
import type { VolumeSource } from "../data/volume_source.ts";
import { OptionError } from "../registry/define.ts";
import { refuseUnfit } from "./refuse_unfit.ts";

const CONFIG: Parameters<typeof refuseUnfit>[2] = {
  normalize: { mean: [0.5], std: [0.2] },
  evaluate: { resize: "first", metrics: [], mirror: false },
  dataset: { type: "digestpath" },
};
const volumes: VolumeSource = { channels: ["MRI"], load: () => Promise.reject(new Error("not read")) };

Deno.test("refuseUnfit() refuses volumes and another number of channels, with their places", () => {
  refuseUnfit({ name: "a", channels: 1 }, "dataset", CONFIG);
  const solid = assertThrows(
    () => refuseUnfit({ name: "decathlon", channels: 1, volumes }, "testSet", CONFIG),
    OptionError,
    '"decathlon" holds volumes (3D), which are trained on by a plan: write "planner: { type: nnunet, memory: 8GB }"',
  );
  const planned = { ...CONFIG, normalize: IMAGENET, planner: { type: "a" } };
  refuseUnfit({ name: "decathlon", channels: 1, volumes }, "dataset", planned);
  const normalized = assertThrows(
    () =>
      refuseUnfit({ name: "decathlon", channels: 1, volumes }, "dataset", {
        ...planned,
        normalize: CONFIG.normalize,
      }),
    OptionError,
    "is of pictures: how volumes are normalized is in the plan",
  );
  assertEquals(normalized.path, ["normalize"]);
  assertEquals(solid.path, ["testSet", "type"]);
  const coloured = assertThrows(
    () => refuseUnfit({ name: "folder", channels: 3 }, "dataset", CONFIG),
    OptionError,
    'has 1 values, wants as many as the channels of dataset "folder", 3',
  );
  assertEquals(coloured.path, ["normalize", "mean"]);
  const tile = [64, 96] as const, evaluate = { ...CONFIG.evaluate, window: tile };
  refuseUnfit({ name: "digestpath", channels: 1, tile }, "dataset", { ...CONFIG, evaluate });
  const tiled = assertThrows(
    () => refuseUnfit({ name: "digestpath", channels: 1, tile }, "dataset", CONFIG),
    OptionError,
    "evaluate.window=[64,96]",
  );
  assertEquals(tiled.path, ["evaluate", "window"]);
});
