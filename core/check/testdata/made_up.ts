import type { Case, Dataset, Split } from "../../data/dataset.ts";
import { stream } from "../../data/random.ts";
import type { Raster, Sample } from "../../data/sample.ts";
import { geometry } from "../../volume/geometry.ts";
import type { Volume } from "../../volume/volume.ts";

/** A dataset of samples in memory; each by its id, with its split. */
export function pictures(
  samples: Readonly<Record<string, [Split, Sample]>>,
  classes = ["background", "thing"],
): Dataset {
  const cases = Object.entries(samples).map(([id, [split]]): Case => ({ id, split, image: "" }));
  return {
    name: "made-up",
    classes,
    channels: 1,
    cases: (split) => cases.filter((item) => item.split === split),
    load: ({ id }) => Promise.resolve(samples[id][1]),
  };
}

/** A dataset of one training case that is a volume. */
export function volumes(
  images: readonly Volume[],
  labels: Volume,
  classes = ["background", "thing"],
): Dataset {
  const item: Case = {
    id: "v",
    split: "train",
    image: "v_0000.nii.gz",
    files: images.map((_, i) => `v_000${i}.nii.gz`),
    mask: "v.nii.gz",
  };
  return {
    name: "made-up",
    classes,
    channels: images.length,
    cases: (split) => split === "train" ? [item] : [],
    load: () => Promise.reject(new TypeError("Expected volumes to be read as volumes")),
    volumes: {
      channels: images.map((_, i) => `channel ${i}`),
      load: () => Promise.resolve({ images, labels: labels as Volume & { data: Uint8Array } }),
    },
  };
}

/** Voxel indices to world: 1 x 1 x 3 mm. */
export const AFFINE: readonly number[] = [1, 0, 0, -20, 0, 1, 0, -30, 0, 0, 3, 10];

/** A volume of 6 x 5 x 4 voxels. */
export function volume(data: Volume["data"], affine = AFFINE): Volume {
  return { ...geometry([6, 5, 4], affine), channels: data.length / 120, data };
}

/** Noise: 120 values. */
export function noise(name: string): Float32Array {
  const random = stream("noise", name);
  return Float32Array.from({ length: 120 }, () => random.normal());
}

/** Labels with a bit of every class. */
export function labels(classes = 2): Uint8Array {
  return Uint8Array.from({ length: 120 }, (_, i) => i % 7 < classes ? i % 7 : 0);
}

/** A grey picture of smooth waves, drawn from its name. */
export function wavy(name: string, width = 64, height = 64): Raster {
  const random = stream("wavy", name);
  const waves = Array.from(
    { length: 24 },
    () => [random.between(-45, 45), random.between(-45, 45), random.between(0, 6)],
  );
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width / width, y = Math.floor(i / width) / height;
    return Math.round(
      128 + 5 * waves.reduce((sum, [u, v, phase]) => sum + Math.cos(u * x + v * y + phase), 0),
    );
  });
  return { width, height, channels: 1, data };
}
