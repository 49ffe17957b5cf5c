import { assertEquals, assertThrows } from "@std/assert";
import { createRegistry, OptionError } from "@dragsaw/core";
import { completeConfig, loadConfig } from "@dragsaw/core/config";
import { fileURLToPath } from "node:url";
import { plugins } from "@dragsaw/dragsaw";
import { onEachBackend } from "../../tests/backends.ts";
import { buildExperiment, disposeExperiment } from "./experiment.ts";
import { planExperiment } from "./plan_experiment.ts";

const registry = createRegistry(plugins);
const DATA = { classes: ["background", "lesion"], channels: 3 };
const quickstart = fileURLToPath(new URL("../../configs/quickstart.yaml", import.meta.url));
const load = async (...set: string[]) =>
  completeConfig((await loadConfig(quickstart, { registry, set })).config);

onEachBackend(
  "planExperiment() asks for the weights that an experiment makes, also those of a twin's loss",
  async () => {
    const config = await load("losses.images={type: byol, weight: 0.1}");
    const { planned, count } = planExperiment(config, registry, DATA);
    const experiment = buildExperiment(config, registry, DATA);
    const made = experiment.parameters.all.map(({ name, variable, trainable }) => ({
      name,
      shape: variable.shape,
      trainable,
    }));
    disposeExperiment(experiment);
    assertEquals(planned, made);
    const trained = made.filter(({ trainable }) => trainable);
    assertEquals(count(), trained.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0));
  },
);

onEachBackend("planExperiment() refuses what does not fit together, with its place", async () => {
  const config = await load("losses.encoder.units={encoder.1: 8, encoder.9: 8}");
  const error = assertThrows(() => planExperiment(config, registry, DATA), OptionError);
  assertEquals(error.path, ["losses", "encoder", "units", "encoder.9"]);
});
