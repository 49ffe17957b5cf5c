/**
 * Holds networks to `goldens/networks.json`: PyTorch's outputs with weights and images by formula.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import {
  createParameters,
  type Model,
  type Parameter,
  type Parameters,
  type Tensor4D,
  tf,
} from "@dragsaw/core";
import type { WeightSource } from "@dragsaw/core/weights";
import { assertClose, dot } from "@dragsaw/core/testing";
import { onEachBackend } from "./backends.ts";
import { readGolden } from "./goldens.ts";

/** Config of a component. */
export type Config = { readonly type: string } & Readonly<Record<string, unknown>>;

interface Case {
  readonly spec: Config;
  readonly size: readonly [number, number];
  readonly outputs: readonly { shape: number[]; first: number[]; norm: number }[];
}

/** A network under test. */
export interface Built {
  /** What it makes of images in evaluation. */
  run(images: Tensor4D): readonly Tensor4D[];
  /** What PyTorch's network calls one of its parameters, and how that lies there; a transposed convolution as "conv". */
  source(name: string): WeightSource | undefined;
}

/** A test on each backend for each golden of these types: `build` makes the network, its parameters for 3 channels and 2 classes. */
export function networkGoldens(
  kind: "backbones" | "networks",
  types: readonly string[],
  build: (spec: Config, parameters: Parameters) => Built,
): void {
  const cases = readGolden<Record<typeof kind, Case[]>>("networks")[kind];
  for (const { spec, size, outputs } of cases.filter(({ spec }) => types.includes(spec.type))) {
    const { type, ...options } = spec;
    onEachBackend(`${type} gives PyTorch's numbers with the same weights: ${JSON.stringify(options)}`, () => {
      const parameters = createParameters(0);
      tf.tidy(() => {
        const { run, source } = build(spec, parameters);
        fill(parameters.all, source);
        const images = numbers([2, 3, ...size], 1000, 1, 0).transpose([0, 2, 3, 1]) as Tensor4D;
        const maps = run(images);
        assertEquals(maps.length, outputs.length);
        for (const [i, { shape, first, norm }] of outputs.entries()) {
          assertEquals(maps[i].shape, shape);
          assertClose(Math.sqrt(dot(maps[i], maps[i])), norm, 1e-4);
          assertClose(maps[i].flatten().slice(0, first.length), first, 1e-3, 1e-4 * norm, `output ${i}`);
        }
      });
      parameters.dispose();
    });
  }
}

/** Modules of PyTorch's network. */
interface Modules {
  /** The convolution. */
  readonly convolution: string;
  /** Its batch norm. */
  readonly norm?: string;
}

/** Names of a model's parameters in PyTorch's network: its backbone's as published under `backbone`, others by layer. */
export function sourceOf(
  { backbone }: Pick<Model, "backbone">,
  modules: (layer: string) => Modules,
): Built["source"] {
  const norms: Record<string, string> = {
    gamma: "weight",
    beta: "bias",
    mean: "running_mean",
    variance: "running_var",
  };
  return (name) => {
    const start = `${backbone?.scope}.`;
    if (backbone && name.startsWith(start)) {
      const found = backbone.weights?.source(name.slice(start.length));
      return found && { ...found, name: `backbone.${found.name}` };
    }
    const end = name.lastIndexOf("."), leaf = name.slice(end + 1);
    const { convolution, norm } = modules(name.slice(0, end));
    if (leaf in norms) return { name: `${norm}.${norms[leaf]}`, layout: "vector" };
    return { name: `${convolution}.${leaf}`, layout: leaf === "weight" ? "conv" : "vector" };
  };
}

function fill(all: readonly Parameter[], source: Built["source"]): void {
  const named = all.map(({ name, variable }) => {
    const found = source(name);
    if (!found) throw new RangeError(`Cannot fill "${name}": it has no name in PyTorch's network`);
    return { variable, ...found };
  }).sort((a, b) => a.name < b.name ? -1 : 1);
  for (const [place, { name, variable, layout }] of named.entries()) {
    const k = place + name.length, { shape } = variable;
    if (layout === "vector") {
      const one = /(weight|running_var)$/.test(name);
      tf.tidy(() => variable.assign(numbers(shape, k, one ? .2 : .1, one ? 1 : 0)));
      continue;
    }
    const [height, width, inputs, outputs] = shape;
    // [height, width, C, 1] from [C, 1, height, width], or both of the others behind: transposed convolutions end in their inputs too
    const [theirs, order] = layout === "depthwise"
      ? [[inputs, 1, height, width], [2, 3, 0, 1]]
      : [[outputs, inputs, height, width], [2, 3, 1, 0]];
    const seen = name.startsWith("ups.") ? theirs[0] : theirs[1] * height * width;
    tf.tidy(() => variable.assign(numbers(theirs, k, 2 / Math.sqrt(seen), 0).transpose(order)));
  }
}

function numbers(shape: readonly number[], k: number, scale: number, shift: number): tf.Tensor {
  const value = (i: number) => shift + scale * Math.sin(12.9898 * (i + 1) + 78.233 * (k + 1));
  return tf.tensor(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => value(i)), [...shape]);
}
