import { assertClose } from "@dragsaw/core/testing";
import { assertEquals, assertRejects } from "@std/assert";
import { onEachBackend } from "../../tests/backends.ts";
import { withFolder } from "../../tests/tiny.ts";
import { saveCheckpoint } from "../checkpoint/checkpoint.ts";
import { type StoredTensor, writeSafetensors } from "../checkpoint/safetensors.ts";
import type { BackbonePart } from "../model/model.ts";
import { createParameters, type Parameters } from "../model/parameters.ts";
import { OptionError } from "../registry/define.ts";
import type { Experiment } from "./experiment.ts";
import { loadInitialWeights } from "./initial_weights.ts";

const PUBLISHED: BackbonePart = {
  slots: {},
  scope: "backbone",
  weights: { source: (name) => name === "stem" ? { name: "conv1.weight", layout: "vector" } : undefined },
};

function parametersOf(seed: number, { head = 2, projector = true } = {}): Parameters {
  const parameters = createParameters(seed), normal = { kind: "normal", deviation: 1 } as const;
  parameters.scope("model").scope("backbone").weight("stem", [2], normal);
  parameters.scope("model").weight("head", [head], normal);
  if (projector) parameters.scope("losses").weight("projector", [2], normal);
  return parameters;
}

/** As much of an experiment as starting from weights looks at. */
function experiment(parameters: Parameters, backbone?: BackbonePart): Experiment {
  return { parameters, network: { model: { ...backbone && { backbone } } } } as unknown as Experiment;
}

function published(...values: number[]): Uint8Array {
  const tensor: StoredTensor = {
    dtype: "F32",
    shape: [values.length],
    data: new Uint8Array(Float32Array.from(values).buffer),
  };
  return writeSafetensors(new Map([["conv1.weight", tensor], ["fc", tensor]]), {});
}

const info = { step: 3, best: null, config: "", data: { classes: [], channels: 3 } };

onEachBackend("loadInitialWeights() fills the backbone from published weights", async () => {
  await withFolder(async (folder) => {
    const weights = `${folder}/x.safetensors`, parameters = parametersOf(1);
    await Deno.writeFile(weights, published(5, 6));
    const { kind, used, unused, untouched } = await loadInitialWeights(
      { weights },
      experiment(parameters, PUBLISHED),
    );
    assertEquals([kind, used, unused], ["backbone", ["conv1.weight"], ["fc"]]);
    assertEquals(untouched, ["model.head", "losses.projector"]);
    assertClose(parameters.all[0].variable, [5, 6]);
    parameters.dispose();
  });
});

onEachBackend(
  "loadInitialWeights() fills the whole network from a checkpoint of ours, losses where it has them",
  async () => {
    await withFolder(async (folder) => {
      const weights = `${folder}/best.safetensors`,
        one = parametersOf(1, { projector: false }),
        two = parametersOf(2);
      await saveCheckpoint(weights, one.all, info);
      const { kind, used, untouched } = await loadInitialWeights({ weights }, experiment(two, PUBLISHED));
      assertEquals([kind, used, untouched], [
        "network",
        ["model.backbone.stem", "model.head"],
        ["losses.projector"],
      ]);
      assertClose(two.all[1].variable, one.all[1].variable.dataSync());
      one.dispose();
      two.dispose();
    });
  },
);

onEachBackend("loadInitialWeights() refuses at its place in the config", async () => {
  await withFolder(async (folder) => {
    const ours = `${folder}/ours`,
      theirs = `${folder}/theirs`,
      wrong = `${folder}/wrong`,
      text = `${folder}/text`;
    const one = parametersOf(1, { head: 3 }), two = parametersOf(2);
    await saveCheckpoint(ours, one.all, info);
    await Deno.writeFile(theirs, published(5, 6));
    await Deno.writeFile(wrong, published(5));
    await Deno.writeTextFile(text, "nothing of the kind");
    const refuses = async (
      weights: string,
      message: string,
      backbone: BackbonePart | undefined = PUBLISHED,
    ) => {
      const load = () => loadInitialWeights({ weights }, experiment(two, backbone));
      const error = await assertRejects(load, OptionError, message);
      assertEquals(error.path, ["init", "weights"]);
    };
    await refuses(ours, '"model.head" is [2], "model.head" in the file is [3], which gives [3]');
    await refuses(wrong, '"model.backbone.stem" is [2], "conv1.weight" in the file is [1]');
    await refuses(theirs, 'found names like "conv1.weight", wanted a checkpoint of ours', {
      scope: "backbone",
      slots: {},
    });
    await refuses(text, "neither a PyTorch file nor safetensors");
    await refuses(`${folder}/none`, `Cannot read "${folder}/none": there is no such file`);
    await refuses(folder, `Cannot read "${folder}": `);
    one.dispose();
    two.dispose();
  });
});
