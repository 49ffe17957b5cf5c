import { assertEquals } from "@std/assert";
import { createParameters, PIXEL } from "@dragsaw/core/model";
import type { Model, Parameter } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { assertClose, plainForward } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import plugin from "./mod.ts";

/** The fields of tests/goldens/attention.json. */
interface Case {
  readonly name: string;
  readonly out: GoldenArray;
  readonly grad: GoldenArray;
}

const registry = createRegistry([plugin]);
const { cases } = readGolden<{ cases: Case[] }>("attention");

/** Options that give the modules of attention.py: 4 channels, 2 between. */
const OPTIONS: Record<string, Record<string, unknown>> = {
  "se": { type: "se" },
  "cbam": { type: "cbam" },
  "bam": { type: "bam", dilation: 2 },
  "bam by product": { type: "bam", dilation: 2, join: "product" },
};

/** scale sin(1.3 i + k + 1), i counted in PyTorch's order of axes, as `[B, H, W, C]` or `[kh, kw, in, out]`. */
function wave(k: number, torch: number[], order: number[], scale: number): Tensor {
  const size = torch.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: size }, (_, i) => scale * Math.sin(1.3 * i + k + 1));
  return tf.transpose(tf.tensor(values, torch), order);
}

const MAP = [0, 2, 3, 1], KERNEL = [2, 3, 1, 0];

function fill({ name, variable }: Parameter, k: number): void {
  const { shape } = variable;
  if (shape.length === 1) {
    const isScale = name.endsWith("gamma");
    const value = wave(k, shape, [0], isScale ? .3 : .7);
    variable.assign(isScale ? tf.add(value, 1) : value);
  } else {
    const [height, width, from, to] = shape;
    variable.assign(wave(k, [to, from, height, width], KERNEL, .7));
  }
}

for (const { name, out, grad } of cases) {
  onEachBackend(`${name} gives values and gradients of its golden`, () => {
    const parameters = createParameters(0);
    tf.tidy(() => {
      const model: Model = { slots: { a: { channels: 4, field: PIXEL } }, forward: (images) => images };
      const context = { parameters, channels: 3, classes: 2, build: registry.build, model };
      const options = { type: "", slots: ["a"], reduction: 2, ...OPTIONS[name] };
      const refiner = registry.build("refiner", options, context);
      parameters.all.filter(({ trainable }) => trainable).forEach(fill);
      const refine = (x: Tensor) => refiner.apply("a", x as Tensor4D, plainForward(true)).features;
      const x = wave(20, [3, 4, 6, 5], MAP, 1.5), upstream = wave(30, [3, 4, 6, 5], MAP, 1);
      assertEquals(out.shape, x.shape);
      assertClose(refine(x), out, 1e-5);
      assertClose(tf.grad((x) => refine(x).mul(upstream).sum())(x), grad, 2e-5);
    });
    parameters.dispose();
  });
}
