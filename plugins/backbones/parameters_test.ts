import { assert, assertEquals, assertMatch } from "@std/assert";
import { planParameters } from "@dragsaw/core/model";
import type { Backbone, PlannedParameter } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import type { Spec } from "@dragsaw/core/registry";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);

function plan(spec: Spec): { backbone: Backbone; planned: readonly PlannedParameter[]; count: number } {
  const { parameters, planned, count } = planParameters();
  const backbone = registry.build("backbone", spec, {
    parameters,
    channels: 3,
    classes: 2,
    build: registry.build,
  });
  parameters.dispose();
  return { backbone, planned, count: count() };
}

/** What classifiers are published with, less what they have behind the features. */
const COUNTS: Readonly<Record<string, number>> = {
  "resnet50": 25_557_032 - 2048 * 1000 - 1000,
  "resnet101": 44_549_160 - 2048 * 1000 - 1000,
  "drn-d-54": 35_809_176 - 512 * 1000 - 1000,
  "mobilenet-v2": 3_504_872 - 1280 * 1000 - 1000 - (320 * 1280 + 2 * 1280),
};

/** Parameters of ours and where files have them: the first layer, a block, a shortcut, the last. */
const NAMES: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  "resnet50": [
    ["conv1.weight", "conv1.weight", "conv"],
    ["conv1.gamma", "bn1.weight", "vector"],
    ["layer1.0.conv3.beta", "layer1.0.bn3.bias", "vector"],
    ["layer3.0.downsample.weight", "layer3.0.downsample.0.weight", "conv"],
    ["layer3.0.downsample.mean", "layer3.0.downsample.1.running_mean", "vector"],
    ["layer4.2.conv2.variance", "layer4.2.bn2.running_var", "vector"],
  ],
  "drn-d-54": [
    ["layer0.weight", "layer0.0.weight", "conv"],
    ["layer2.gamma", "layer2.1.weight", "vector"],
    ["layer3.0.downsample.beta", "layer3.0.downsample.1.bias", "vector"],
    ["layer6.2.conv1.mean", "layer6.2.bn1.running_mean", "vector"],
    ["layer8.weight", "layer8.0.weight", "conv"],
  ],
  "mobilenet-v2": [
    ["stem.weight", "features.0.0.weight", "conv"],
    ["block.1.depthwise.weight", "features.1.conv.0.0.weight", "depthwise"],
    ["block.1.project.weight", "features.1.conv.1.weight", "conv"],
    ["block.1.project.gamma", "features.1.conv.2.weight", "vector"],
    ["block.2.expand.variance", "features.2.conv.0.1.running_var", "vector"],
    ["block.17.depthwise.beta", "features.17.conv.1.1.bias", "vector"],
    ["block.17.project.mean", "features.17.conv.3.running_mean", "vector"],
  ],
};

for (const [type, wanted] of Object.entries(COUNTS)) {
  Deno.test(`${type} has the parameters of the published network, whatever replaces its strides`, () => {
    assertEquals(plan({ type }).count, wanted);
    if (type === "drn-d-54") return;
    const [coarse, fine] = [32, 8].map((outputStride) => plan({ type, outputStride }));
    assertEquals(fine.planned, coarse.planned);
  });
}

for (const [type, wanted] of Object.entries(NAMES)) {
  Deno.test(`${type} finds its parameters in published files`, () => {
    const { backbone: { weights }, planned } = plan({ type });
    assert(weights);
    for (const [name, found, layout] of wanted) {
      assert(planned.some((parameter) => parameter.name === name), name);
      assertEquals(weights.source(name), { name: found, layout: layout as "conv" });
    }
  });
}

for (const type of Object.keys(COUNTS)) {
  Deno.test(`${type} finds every parameter in published files, each in its own tensor`, () => {
    const { backbone: { weights }, planned } = plan({ type });
    const sources = planned.map(({ name }) => weights?.source(name)?.name ?? `none for ${name}`);
    assertEquals(new Set(sources).size, planned.length);
    for (const source of sources) assertMatch(source, /^[\w.]+\.(weight|bias|running_mean|running_var)$/);
  });
}
