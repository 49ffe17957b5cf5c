import { assertEquals } from "@std/assert";
import { geometry } from "../volume/geometry.ts";
import { showVolume } from "./show_volume.ts";

const SIZE = [2, 2, 3] as const;
const place = geometry([...SIZE], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);
const rising = Int16Array.from({ length: 12 }, (_, i) => 10 * i);
const at = (...on: number[]) => Uint8Array.from({ length: 12 }, (_, i) => on.includes(i) ? 2 : 0);
const volume = { ...place, channels: 1, data: rising };
const uncertainty = Float32Array.from({ length: 12 }, (_, i) => i / 16);

Deno.test("showVolume() shows the axial slice with most of the truth, front and right first, and the whole", () => {
  const known = { image: volume, prediction: at(4), truth: at(0, 8, 11), uncertainty };
  const shown = showVolume(known), { image, prediction, truth, probability, uncertainty: maps } = shown;
  assertEquals([image.width, image.height, image.channels], [2, 2, 1]);
  assertEquals([...image.data], [255, 170, 85, 0]);
  assertEquals([...truth], [2, 0, 0, 2]);
  assertEquals([[...prediction], [...probability]], [[0, 0, 0, 0], [0, 0, 0, 0]]);
  assertEquals([...maps.prediction], [11 / 16, 10 / 16, 9 / 16, 8 / 16]);
  assertEquals(shown.volume, known);
});

Deno.test("showVolume() takes the prediction's slice without truth, the middle one without either, and flat images", () => {
  const empty = new Uint8Array(12), image = { ...volume, data: new Int16Array(12).fill(7) };
  const found = showVolume({ image: volume, prediction: at(3), truth: empty, uncertainty });
  assertEquals([...found.prediction], [2, 0, 0, 0]);
  const flat = showVolume({ image, prediction: empty, truth: empty, uncertainty });
  assertEquals([...flat.image.data], [0, 0, 0, 0]);
  assertEquals(flat.uncertainty.prediction[3], 4 / 16);
});

Deno.test("showVolume() turns a volume that is stored another way", () => {
  // Stored up, front, left: what is axial there runs along its first axis
  const stored = geometry([3, 2, 2], [0, 0, -1, 0, 0, 1, 0, 0, 1, 0, 0, 0]);
  const image = { ...stored, channels: 1, data: rising }, truth = new Uint8Array(12);
  truth[1] = truth[4] = 1;
  const found = showVolume({ image, prediction: truth, truth, uncertainty });
  // Slice 1 holds voxels 1, 4 (front), 7 and 10 (front), the first two on the right
  assertEquals([...found.uncertainty.prediction], [4 / 16, 10 / 16, 1 / 16, 7 / 16]);
});
