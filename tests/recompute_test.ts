import { assert, assertEquals } from "@std/assert";
import {
  activate,
  type Backend,
  type Batch,
  buildExperiment,
  completeConfig,
  createUpdate,
  disposeExperiment,
  everything,
  type RunConfig,
  stream,
} from "@dragsaw/core";
import { load } from "../tasks/shared/session.ts";
import { onEachBackend } from "./backends.ts";
import { withFolder, writeTiny } from "./tiny.ts";

/** UAFR re-weights and PDCR observes slots whose regions are recomputed; dropout and batch statistics are in both networks. */
const NETWORKS: Readonly<Record<string, readonly string[]>> = {
  unet: ["refine.0.dropoutAt=[encoder,decoder]", "refine.0.dropoutRate=0.3"],
  deeplabv3plus: [
    "model={ type: deeplabv3plus, width: 8, lowWidth: 4, backbone: { type: xception, width: 0.0625, middleBlocks: 2 } }",
    "refine=[{ type: uafr, slots: [stem.conv1, middle.1, aspp.concat, decoder.conv1], hidden: 4 }]",
    "losses.encoder.units={ x1: 8, middle.1: 4, exit.conv5: 4 }",
    "losses.decoder.units={ decoder.concat: 8, decoder.conv2: 8 }",
    "losses.cross.units={ middle.1: 4, exit.conv5: 4 }",
    ...["encoder", "decoder", "cross"].map((name) => `losses.${name}.ratio={ type: receptive-field }`),
  ],
};

function batchOf({ train: { batchSize, accumulate }, size: [height, width] }: RunConfig): Batch {
  const random = stream("recompute"), count = batchSize * accumulate, pixels = count * height * width;
  return {
    images: Float32Array.from({ length: pixels * 3 }, () => random.normal()),
    labels: Int32Array.from({ length: pixels }, (_, i) => i % width > width / 3 ? 1 : 0),
    ids: Array.from({ length: count }, (_, i) => `${i}`),
    size: [height, width],
    channels: 3,
  };
}

type Tensors = ReadonlyMap<string, ArrayLike<number>>;

/** Losses and every tensor of a training after two updates. */
async function trained(file: string, set: readonly string[]) {
  const { config: draft, registry } = await load(file, set), config = completeConfig(draft);
  const { seed, train: { accumulate, clipNorm } } = config;
  const experiment = buildExperiment(config, registry, { classes: ["background", "lesion"], channels: 3 });
  const horizon = { steps: 2, stepsPerEpoch: 1 };
  const update = createUpdate(experiment, { seed, horizon, accumulate, clipNorm, precision: "float32" });
  const losses = [await update(batchOf(config), 0), await update(batchOf(config), 1)];
  const tensors = new Map<string, ArrayLike<number>>();
  for (const { name, variable } of everything(experiment)) tensors.set(name, await variable.data());
  update.close();
  disposeExperiment(experiment);
  return { losses, tensors };
}

/** Names of the tensors that are not the same to the bit. */
function differing(found: Tensors, wanted: Tensors): string[] {
  assertEquals([...found.keys()], [...wanted.keys()]);
  const same = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).every((x, i) => Object.is(x, b[i]));
  return [...wanted.keys()].filter((name) => !same(found.get(name)!, wanted.get(name)!));
}

for (const [network, set] of Object.entries(NETWORKS)) {
  onEachBackend(
    `${network} with the whole method trains to the same bits when recomputed`,
    (backend) =>
      withFolder(async (folder) => {
        const file = await writeTiny(folder);
        const eager: Backend = Object.create(backend, { trace: { value: undefined } });
        for (const how of backend.trace ? [eager, backend] : [backend]) {
          await activate(how);
          const plain = await trained(file, set);
          const again = await trained(file, [...set, "recompute=all"]);
          assert(plain.losses.every(({ total }) => Number.isFinite(total)));
          assertEquals(again.losses, plain.losses);
          assertEquals(differing(again.tensors, plain.tensors), []);
        }
      }),
  );
}
