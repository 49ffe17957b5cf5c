import type { Volume } from "@dragsaw/core/volume";
import { encodeNifti, fullestSlices, worldPoint } from "@dragsaw/core/volume";
import { classColor, CONFUSED_COLOR, PREDICTION_COLOR, TRUTH_COLOR } from "@dragsaw/reports";
import type { Overlay, VolumePage } from "./volume_page.ts";

/** A volume of class ids. */
export type Labels = Volume & { readonly data: Uint8Array };

/** What is to be looked at together. */
export interface ViewedVolumes {
  /** Its first channel is shown. */
  readonly image: Volume;
  /** By title; the first is what the truth is laid beside. */
  readonly segmentations: readonly { readonly title: string; readonly labels: Labels }[];
  /** What is right. */
  readonly truth?: Labels | undefined;
  /** 0 to 1. */
  readonly uncertainty?: Volume | undefined;
  /** Names of the classes by id, the background first; numbers where there is none. */
  readonly classes: readonly string[];
}

/** What a page shows of volumes: gzipped NIfTI files with their colours, and where it begins. */
export function overlaysOf(volumes: ViewedVolumes): Pick<VolumePage, "image" | "overlays" | "start"> {
  const { image, segmentations, truth, uncertainty, classes } = volumes;
  const all = [...segmentations.map(({ labels }) => labels), ...truth ? [truth] : []];
  const ids = [...new Set(all.flatMap(({ data }) => [...new Set(data)]))].filter((id) => id > 0)
    .toSorted((a, b) => a - b);
  // A single class has the colours that outlines have in reports: they tell truth and prediction apart
  const entries = (own: typeof TRUTH_COLOR) =>
    ids.map((id) => ({ id, name: classes[id] ?? `${id}`, color: ids.length > 1 ? classColor(id) : own }));
  const overlays: Overlay[] = segmentations.map(({ title, labels }, i) => ({
    ...{ id: `segmentation${i || ""}`, title, nifti: packed(labels), entries: entries(PREDICTION_COLOR) },
    ...{ shown: i === 0, opacity: 50 },
  }));
  if (truth) {
    overlays.push({
      ...{ id: "truth", title: "Truth", nifti: packed(truth), entries: entries(TRUTH_COLOR) },
      ...{ shown: segmentations.length === 0, opacity: 50 },
    });
  }
  const [first] = segmentations;
  if (truth && first && first.labels.data.length === truth.data.length) {
    overlays.push(errorsOf(first.labels, truth));
  }
  if (uncertainty) {
    overlays.push({
      ...{ id: "uncertainty", title: "Uncertainty", nifti: packed(uncertainty), shown: false, opacity: 80 },
    });
  }
  return { image: packed(image), overlays, start: startOf(truth) ?? startOf(first?.labels) };
}

/** Where a segmentation is wrong, in the colours of the error maps of reports. */
function errorsOf(found: Labels, truth: Labels): Overlay {
  const data = found.data.map((id, i) =>
    id === truth.data[i] ? 0 : id === 0 ? 1 : truth.data[i] === 0 ? 2 : 3
  );
  const entries = [
    { id: 1, name: "missed", color: TRUTH_COLOR },
    { id: 2, name: "too much", color: PREDICTION_COLOR },
    { id: 3, name: "another class", color: CONFUSED_COLOR },
  ].filter(({ id }) => data.includes(id));
  const nifti = packed({ ...truth, data });
  return { id: "errors", title: "Errors", nifti, entries, shown: false, opacity: 100 };
}

/** The first channel as a gzipped NIfTI file; 64 bits become 32, which is what viewers show. */
function packed({ size, affine, spacing, data }: Volume): Uint8Array {
  const first = data.subarray(0, size[0] * size[1] * size[2]);
  const wide = first instanceof BigInt64Array || first instanceof BigUint64Array ||
    first instanceof Float64Array;
  const voxels = wide ? Float32Array.from(first as Float64Array, Number) : first;
  return encodeNifti({ size, affine, spacing, channels: 1, data: voxels }, { gzip: true });
}

/** Where the slices with most foreground meet. */
function startOf(labels: Labels | undefined): readonly number[] | undefined {
  const at = labels && fullestSlices(labels.data, labels.size);
  return at && worldPoint(labels.affine, at);
}
