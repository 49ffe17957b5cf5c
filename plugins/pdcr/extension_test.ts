import { assertEquals, assertMatch, assertNotEquals, assertThrows } from "@std/assert";
import type { Loss, LossBuildContext } from "@dragsaw/core";
import { createParameters } from "@dragsaw/core/model";
import { createRegistry } from "@dragsaw/core/registry";
import { assertClose, lossContext, lossInput, lossSuite, randomTensor } from "@dragsaw/core/testing";
import { tf } from "@dragsaw/core/tensor";
import type { Tensor } from "@dragsaw/core/tensor";
import { onEachBackend } from "../../tests/backends.ts";
import plugin from "./mod.ts";

const registry = createRegistry([plugin]);
const units = { x2: 9, "deep.x3": 5 };

function build(options: Record<string, unknown>, context: LossBuildContext): Loss {
  const ratio = { type: "hierarchical", sizes: [3, 7] };
  return registry.build("loss", { type: "pdcr", units, ratio, ...options }, context);
}

const VARIANTS: Record<string, Record<string, unknown>> = {
  "near boundaries, with positions": { sampling: "boundary", boundaryShare: 0.7, position: "sincos" },
  "near boundaries by patch Dice": { sampling: "boundary", affinity: "dice", border: 0 },
  "across images by regression": { across: "images", form: "regression", border: 2 },
  "across images too, receptive fields near boundaries": {
    across: "both",
    sampling: "boundary",
    ratio: { type: "receptive-field" },
  },
  "supcon of a learned temperature": { form: "supcon", temperature: "learned" },
};
for (const [name, options] of Object.entries(VARIANTS)) {
  lossSuite({
    name: `pdcr ${name}`,
    build: (context) => build(options, context),
    gradient: { epsilon: 0.003, tolerance: 0.01, directions: 1 },
  }, onEachBackend);
}

/** Value of a loss on the fixture's step. */
function valueOf(options: Record<string, unknown>): number {
  const parameters = createParameters(1), context = lossContext(parameters);
  const value = tf.tidy(() => {
    const loss = build(options, context);
    return loss.compute(lossInput(loss, context, "mixed")).dataSync()[0];
  });
  parameters.dispose();
  return value;
}

onEachBackend("pdcr's extensions change what is computed", () => {
  const more = [{}, { form: "supcon", temperature: 0.1 }, { sampling: "boundary", boundaryShare: 1 }];
  const values = [...Object.values(VARIANTS), ...more].map(valueOf);
  assertEquals(new Set(values).size, values.length);
});

onEachBackend("pdcr's border and boundary share are the largest window and a half when left out", () => {
  assertEquals(valueOf({ border: 7 }), valueOf({}));
  assertNotEquals(valueOf({ border: 6 }), valueOf({}));
  const near = { sampling: "boundary" };
  assertEquals(valueOf({ ...near, boundaryShare: 0.5 }), valueOf(near));
});

onEachBackend("pdcr lets pairs count by the uncertainty of their slot", () => {
  tf.tidy(() => {
    const context = lossContext(createParameters(1));
    const value = (options: Record<string, unknown>, x2: Tensor) => {
      const loss = build(options, context), uncertainty = new Map([["x2", x2], ["deep.x3", deep]]);
      const input = { ...lossInput(loss, context, "mixed"), uncertainty };
      return loss.compute(input).dataSync()[0];
    };
    const deep = tf.fill([2, 16, 15, 1], 0.5), even = tf.fill([2, 32, 30, 1], 0.3);
    const odd = tf.abs(tf.sin(randomTensor([2, 32, 30, 1], "E")));
    const plain = value({}, odd);
    for (const uncertainty of ["certain", "uncertain"]) {
      for (const more of [{}, { across: "images" }, { sampling: "boundary" }]) {
        assertClose([value({ uncertainty, ...more }, even)], [value(more, even)], 1e-5);
      }
      assertNotEquals(value({ uncertainty }, odd), plain);
    }
    const turned = value({ uncertainty: "uncertain" }, tf.sub(1, odd));
    assertClose([value({ uncertainty: "certain" }, odd)], [turned], 1e-5);
  });
});

Deno.test("pdcr refuses to weigh pairs by an uncertainty that no refiner tells", () => {
  tf.tidy(() => {
    const context = lossContext(createParameters(1)), loss = build({ uncertainty: "certain" }, context);
    const input = {
      ...lossInput(loss, context, "mixed"),
      uncertainty: new Map([["x4", tf.ones([1])]]),
    };
    const message = /Cannot weigh pairs of slot "x2" by uncertainty "certain".*slots that have one: x4/;
    assertMatch(assertThrows(() => loss.compute(input), RangeError).message, message);
  });
});
