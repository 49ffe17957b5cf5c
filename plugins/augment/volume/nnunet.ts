import { compose3, IDENTITY3, type Linear3, type VolumeTransform } from "@dragsaw/core/data";
import { type Component, createRegistry, define, type Spec } from "@dragsaw/core/registry";
import { blur3d } from "./blur.ts";
import { brightness3d } from "./brightness.ts";
import { contrast3d } from "./contrast.ts";
import { gamma3d } from "./gamma.ts";
import { lowResolution3d } from "./low_resolution.ts";
import { mirror3d } from "./mirror.ts";
import { noise3d } from "./noise.ts";
import { rotate3d } from "./rotate.ts";
import { scale3d } from "./scale.ts";

/** The transforms that {@linkcode nnunet3d} is made of, in the order they act. */
export const NNUNET_3D: readonly Spec[] = [
  { type: "rotate-3d" },
  { type: "scale-3d" },
  { type: "noise-3d" },
  { type: "blur-3d" },
  { type: "brightness-3d" },
  { type: "contrast-3d" },
  { type: "low-resolution-3d" },
  { type: "gamma-3d", probability: .1, inverted: true },
  { type: "gamma-3d" },
  { type: "mirror-3d" },
];

const PARTS = [
  rotate3d,
  scale3d,
  noise3d,
  blur3d,
  brightness3d,
  contrast3d,
  lowResolution3d,
  gamma3d,
  mirror3d,
];

/**
 * `nnunet-3d`: all of nnU-Net v2's augmentation of volumes with its probabilities and ranges, as one entry (nnUNetTrainer of
 * version 2.8; images are sampled linearly there, as here). Whoever wants another number writes the list out.
 */
export const nnunet3d: Component = define("transform", "nnunet-3d", {
  summary:
    "nnU-Net's augmentation of volumes: rotation, scale, noise, blur, brightness, contrast, gamma, mirror",
  source: "nnU-Net (Isensee et al. 2021, doi 10.1038/s41592-020-01008-z)",
  dimensions: [3],
  options: () => ({}),
  build: () => {
    const registry = createRegistry([{ name: "@dragsaw/augment", apiVersion: 1, components: PARTS }]);
    return inOrder(
      "nnunet-3d",
      NNUNET_3D.map((spec) => registry.build("transform", spec, { axes: 3 }) as VolumeTransform),
    );
  },
});

/** Several transforms as one: maps come before what changes voxels, as they do in a list. */
export function inOrder(name: string, transforms: readonly VolumeTransform[]): VolumeTransform {
  return {
    axes: 3 as const,
    name,
    draw(random, size, channels) {
      const draws = transforms.map((transform) => transform.draw(random, size, channels));
      const maps = draws.flatMap(({ map }) => map ? [map] : []);
      const changes = draws.flatMap(({ voxels }) => voxels ? [voxels] : []);
      return {
        ...maps.length > 0 && { map: maps.reduce<Linear3>(compose3, IDENTITY3) },
        ...changes.length > 0 && { voxels: (image) => changes.forEach((change) => change(image)) },
        drawn: Object.assign({}, ...draws.map(({ drawn }) => drawn)),
      };
    },
  };
}
