import type { AnyModel, Features, Forward, Slot } from "../model/model.ts";
import type { Slot3d } from "../model/layers/layer3d.ts";
import { describe, isTensor } from "./describe.ts";
import type { Refuse } from "./hold.ts";

/** Shape of the features at a slot for such images. */
export function shapeAt({ channels, field }: Slot | Slot3d, { shape: [batch, ...rest] }: Features): number[] {
  const jump = (axis: number) => "jump" in field ? field.jump : field[axis].jump;
  return [batch, ...rest.slice(0, -1).map((n, axis) => Math.ceil(n / jump(axis))), channels];
}

/** A pass in which each slot has to be tapped once, with features of its shape. */
export function heldTaps<T extends Features>(
  slots: AnyModel["slots"],
  images: T,
  forward: Forward<T>,
  refuse: Refuse,
): { readonly forward: Forward<T>; finish(): void } {
  const seen = new Set<string>(), known = Object.keys(slots).join(", ") || "none";
  const tap = (slot: string, x: T): T => {
    if (!Object.hasOwn(slots, slot)) refuse(`forward() taps slot "${slot}", its slots are ${known}`);
    if (seen.has(slot)) refuse(`forward() taps slot "${slot}" twice, expected once`);
    seen.add(slot);
    const wanted = shapeAt(slots[slot], images);
    if (!isTensor(x) || `${x.shape}` !== `${wanted}`) {
      refuse(`forward() taps slot "${slot}" with ${describe(x)}, its slots say [${wanted.join(", ")}]`);
    }
    return forward.tap(slot, x);
  };
  return {
    forward: { ...forward, tap },
    finish() {
      const missed = Object.keys(slots).filter((slot) => !seen.has(slot));
      if (missed.length > 0) {
        refuse(`forward() does not tap slot "${missed.join('", "')}", which is in its slots`);
      }
    },
  };
}
