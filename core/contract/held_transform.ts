import type { Canvas, Draw, Transform } from "../data/transform.ts";
import type {
  AnyTransform,
  PatchImage,
  VolumeDraw,
  VolumeTransform,
} from "../data/volumes/volume_transform.ts";
import { describe, isObject } from "./describe.ts";
import { attempt, FUNCTION, type Refuse, requireMembers } from "./hold.ts";

/** A transform that is called as its component, and changes what a draw may change. */
export function heldTransform(transform: AnyTransform, name: string, refuse: Refuse): AnyTransform {
  const named = ["the component's name", (value: unknown) => value === name] as const;
  requireMembers(transform, "build()", { name: named, draw: FUNCTION }, refuse);
  return "axes" in transform ? heldVolumes(transform, refuse) : heldImages(transform, refuse);
}

function heldImages(transform: Transform, refuse: Refuse): Transform {
  return {
    name: transform.name,
    draw(random, size, truth) {
      const draw: Draw = attempt("draw()", () => transform.draw(random, size, truth), refuse);
      checkDraw(draw, ["affine", "displacement", "pixels", "drawn"], refuse);
      const { affine, displacement, pixels } = draw;
      if (affine) checkNumbers("affine", affine, 6, refuse);
      if (displacement) {
        const { rows, columns, right, down } = displacement;
        checkNumbers("displacement.right", right, rows * columns, refuse);
        checkNumbers("displacement.down", down, rows * columns, refuse);
      }
      if (!pixels) return draw;
      return { ...draw, pixels: (canvas) => changePixels(pixels, canvas, refuse) };
    },
  };
}

function changePixels(pixels: NonNullable<Draw["pixels"]>, canvas: Canvas, refuse: Refuse): void {
  const { data, size: [height, width], channels } = canvas;
  attempt("pixels()", () => pixels(canvas), refuse);
  const found = [...canvas.size, canvas.channels].join(" x "), wanted = [height, width, channels].join(" x ");
  if (canvas.data !== data || found !== wanted) {
    refuse(`pixels() made an image of ${found}, expected that of ${wanted} changed in place`);
  }
  const wrong = data.findIndex((value) => !(value >= 0 && value <= 255.001));
  if (wrong >= 0) refuse(`pixels() left the value ${data[wrong]} in the image, expected 0 to 255`);
}

function heldVolumes(transform: VolumeTransform, refuse: Refuse): VolumeTransform {
  return {
    axes: 3,
    name: transform.name,
    draw(random, size, channels) {
      const draw: VolumeDraw = attempt("draw()", () => transform.draw(random, size, channels), refuse);
      checkDraw(draw, ["map", "voxels", "drawn"], refuse);
      const { map, voxels } = draw;
      if (map) checkNumbers("map", map, 9, refuse);
      return voxels ? { ...draw, voxels: (image) => changeVoxels(voxels, image, refuse) } : draw;
    },
  };
}

function changeVoxels(voxels: NonNullable<VolumeDraw["voxels"]>, image: PatchImage, refuse: Refuse): void {
  const { data, size } = image, wanted = size.join(" x ");
  attempt("voxels()", () => voxels(image), refuse);
  if (image.data !== data || image.size.join(" x ") !== wanted) {
    refuse(`voxels() made a patch of ${image.size.join(" x ")}, expected that of ${wanted} changed in place`);
  }
  if (!data.every(Number.isFinite)) refuse("voxels() left a value that is not finite in the patch");
}

function checkDraw(draw: unknown, allowed: readonly string[], refuse: Refuse): void {
  if (!isObject(draw) || "then" in draw) {
    return refuse(`draw() gave ${describe(draw)}, expected an object; an empty one for no change`);
  }
  const unknown = Object.keys(draw).find((key) => !allowed.includes(key));
  if (unknown === undefined) return;
  refuse(
    `draw() gave "${unknown}", expected ${
      allowed.join(", ")
    }: a transform changes no size, it says where to read from`,
  );
}

function checkNumbers(what: string, values: ArrayLike<number>, count: number, refuse: Refuse): void {
  const list: readonly unknown[] = Array.from(values ?? []);
  if (list.length === count && list.every((value) => Number.isFinite(value))) return;
  refuse(
    `draw() gave ${what} with ${list.length} values [${
      list.slice(0, 9).join(", ")
    }], expected ${count} finite ones`,
  );
}
