import { assert } from "@std/assert";
import type { FurtherPass } from "@dragsaw/core";
import { createParameters } from "@dragsaw/core/model";
import type { Parameter } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { assertClose, lossContext, lossInput } from "@dragsaw/core/testing";
import type { GoldenArray } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor, Tensor4D } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import { readGolden } from "../../tests/goldens.ts";
import plugin from "./mod.ts";

/** The fields of tests/goldens/self_supervised.json. */
interface Case {
  readonly name: string;
  readonly loss: number;
  readonly grads: readonly GoldenArray[];
}

const registry = createRegistry([plugin]);
const { cases } = readGolden<{ cases: Case[] }>("self_supervised");
const SIZES = { hidden: 6, dimensions: 3 };
const OPTIONS: Record<string, { type: string } & Record<string, unknown>> = {
  "byol": { type: "byol", ...SIZES },
  "simsiam": { type: "simsiam", ...SIZES, bottleneck: 2 },
  "simclr, temperature .1": { type: "simclr", ...SIZES },
  "simclr, temperature .5": { type: "simclr", ...SIZES, temperature: .5 },
};

function wave(k: number, shape: number[], scale: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(Float32Array.from({ length: size }, (_, i) => scale * Math.sin(1.3 * i + k + 1)), shape);
}

function fill({ name, variable }: Parameter, k: number): void {
  const isScale = name.endsWith("gamma"), value = wave(k, variable.shape, isScale ? .3 : .7);
  variable.assign(isScale ? tf.add(value, 1) : value);
}

for (const { name, loss: wanted, grads } of cases) {
  onEachBackend(`${name} gives the value and gradients of its golden, none to a target`, () => {
    const parameters = createParameters(0);
    tf.tidy(() => {
      const context = lossContext(parameters, { size: [4, 4] });
      const loss = registry.build("loss", OPTIONS[name], context);
      parameters.all.forEach(fill);
      const input = lossInput(loss, context, "mixed");
      const features = [40, 41, 42, 43].map((k) => wave(k, [4, 5], 1.5));
      const compute = (...views: Tensor[]) => {
        const slow = views.slice(2), both = views.slice(0, 2);
        const online = name.startsWith("simclr") ? [tf.concat(both, 0)] : both;
        const pass: FurtherPass = (_images, [slot], network) => {
          const x = (network ? slow : online).shift() as Tensor;
          return new Map([[slot, x.reshape([-1, 1, 1, 5]) as Tensor4D]]);
        };
        // 0 times its sum gives a target's view a gradient, to which the loss adds
        const nothing = tf.addN(views.map((x) => tf.mul(tf.sum(x), 0)));
        return tf.add(loss.compute({ ...input, pass }), nothing);
      };
      assertClose(compute(...features), wanted, 1e-5);
      const [first, second, ...slow] = tf.grads(compute)(features);
      // cosines hide most of a head's gradient: what is left has fewer digits
      assertClose(first, grads[0], 1e-4);
      assertClose(second, grads[1], 1e-4);
      assert(slow.every((gradient) => gradient.dataSync().every((value) => value === 0)));
    });
    parameters.dispose();
  });
}
