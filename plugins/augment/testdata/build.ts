import type { Transform } from "@dragsaw/core/data";
import { createRegistry, type Spec } from "@dragsaw/core/registry";
import plugin from "../mod.ts";

const registry = createRegistry([plugin]);

/** A transform of images from its config. */
export function build(spec: Spec): Transform {
  return registry.build("transform", spec, { axes: 2 }) as Transform;
}

/** The truth of a sample without foreground. */
export function noTruth(): Int32Array {
  return new Int32Array();
}
