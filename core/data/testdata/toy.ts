import type { Case, Dataset } from "../dataset.ts";
import { DataError } from "../dataset.ts";
import type { BatchSource } from "../maker.ts";
import { stream } from "../random.ts";
import type { Transform } from "../transform.ts";
import type { SourceSpec } from "../worker_protocol.ts";

/** Thirteen cases of 8 x 8; a case named in `damaged` cannot be read, one in `fatal` ends its worker; `reads` counts. */
export const toyCases: readonly Case[] = Array.from({ length: 13 }, (_, i) => ({
  id: `toy-${i}`,
  split: "train",
  image: `toy-${i}.png`,
}));

const shift: Transform = {
  name: "shift",
  draw: (random) => {
    const gain = random.between(0.5, 1.5);
    return {
      affine: [1, 0, random.between(-3, 3), 0, 1, random.between(-3, 3)],
      pixels: ({ data }) => data.forEach((value, i) => data[i] = value * gain),
    };
  },
};

/** Opens the toy dataset; what goes wrong stands in the dataset's spec. */
export function openToy({ dataset: spec }: SourceSpec): Promise<BatchSource> {
  if (spec.unreadable) {
    return Promise.reject(new DataError([{ file: "toy", reason: "Expected a folder, found none" }]));
  }
  const dataset: Dataset = {
    name: "toy",
    classes: ["background", "foreground"],
    channels: 3,
    cases: () => toyCases,
    load({ id, image }) {
      if (spec.reads instanceof Int32Array) {
        Atomics.add(spec.reads, 0, 1);
        Atomics.notify(spec.reads, 0);
      }
      if (id === spec.damaged) throw new DataError([{ file: image, reason: "The file is cut short" }]);
      if (id === spec.fatal) queueMicrotask(() => reportError(new Error("out of luck")));
      if (id === spec.silent) return new Promise(() => {});
      const random = stream(id);
      const bytes = (n: number, top: number) => Uint8Array.from({ length: n }, () => random.integer(top));
      return Promise.resolve({
        image: { width: 8, height: 8, channels: 3, data: bytes(192, 256) },
        labels: { width: 8, height: 8, data: bytes(64, 2) },
      });
    },
  };
  return Promise.resolve({ dataset, transforms: [shift] });
}
