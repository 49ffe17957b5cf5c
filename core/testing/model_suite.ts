import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import type { Forward, Model } from "../model/model.ts";
import { createParameters } from "../model/parameters.ts";
import type { Parameters } from "../model/parameters.ts";
import { createNetwork } from "../train/network.ts";
import { tf } from "../tensor/tf.ts";
import type { Tensor4D } from "../tensor/tf.ts";
import { assertClose } from "./assert_close.ts";
import { checkWeightGradients, snapshot } from "./check_weight_gradients.ts";
import type { WeightGradientOptions } from "./check_weight_gradients.ts";
import { plainForward } from "./forward.ts";
import { randomTensor } from "./numbers.ts";

/** Registers a test; `Deno.test` is one, a runner for several backends another. */
export interface Register {
  (name: string, fn: () => void | Promise<void>): void;
}

/** A small network to put through {@linkcode modelSuite}. */
export interface ModelCase {
  /** Put before what each test says. */
  readonly name: string;
  /** Builds it for images of 3 channels and 2 classes. */
  readonly build: (parameters: Parameters) => Model;
  /** Heights and widths that it takes; the first is the cheapest. */
  readonly sizes: readonly [readonly [number, number], ...(readonly [number, number])[]];
  /** Heights and widths that it refuses. */
  readonly refused?: readonly (readonly [number, number])[];
  /** How to compare gradients in training, where statistics of a few values make differences rough. */
  readonly gradient?: WeightGradientOptions;
}

/** What every model must do; see {@linkcode Model}. */
export function modelSuite(
  { name, build, sizes, refused = [], gradient }: ModelCase,
  register: Register = Deno.test,
): void {
  const [first] = sizes;
  const images = ([height, width]: readonly [number, number]) =>
    randomTensor([2, height, width, 3], "images") as Tensor4D;
  const test = (claim: string, fn: (model: Model, parameters: Parameters) => void) =>
    register(`${name} ${claim}`, () => {
      const parameters = createParameters(7);
      try {
        tf.tidy(() => fn(build(parameters), parameters));
      } finally {
        parameters.dispose();
      }
    });

  test("gives finite logits at the size of its images", (model) => {
    for (const size of sizes) {
      for (const training of [true, false]) {
        const logits = model.forward(images(size), plainForward(training));
        assertEquals(logits.shape, [2, ...size, 2]);
        assert(logits.isFinite().all().dataSync()[0], `Found NaN or infinity at ${size}`);
      }
    }
  });

  test("calls each slot once, in order, with its channels and stride", (model) => {
    for (const [height, width] of sizes) {
      const seen: string[] = [];
      model.forward(
        images([height, width]),
        plainForward(false, (slot, x) => {
          seen.push(slot);
          const { channels, field: { jump } } = model.slots[slot];
          assertEquals(x.shape, [2, Math.ceil(height / jump), Math.ceil(width / jump), channels], slot);
          return x;
        }),
      );
      assertEquals(seen, Object.keys(model.slots));
    }
  });

  test("goes on with what a tap returns", (model) => {
    const x = images(first);
    const plain = model.forward(x, plainForward(true)).dataSync();
    for (const changed of Object.keys(model.slots)) {
      const ramp = (y: Tensor4D): Tensor4D => y.add(tf.range(0, y.shape[2]).reshape([1, 1, y.shape[2], 1]));
      const forward = plainForward(true, (slot, y) => slot === changed ? ramp(y).square() : y);
      assertNotEquals(model.forward(x, forward).dataSync(), plain, changed);
    }
  });

  test("ends a region at each slot, and taps none inside", (model) => {
    const ends: string[] = [];
    let inside = 0;
    const forward: Forward = {
      ...plainForward(false, (slot, x) => {
        assertEquals(inside, 0, `${slot} is tapped inside a region`);
        return x;
      }),
      region(slots, inputs, layers) {
        ends.push(...slots);
        inside++;
        const y = layers(inputs, forward);
        inside--;
        return y;
      },
    };
    model.forward(images(first), forward);
    assertEquals(ends, Object.keys(model.slots));
  });

  test("trains to the same bits with its regions recomputed", (model, parameters) => {
    const x = images(first), key = tf.tensor1d([3, 4], "int32"), before = snapshot(parameters.all);
    const [plain, again] = ([[], "all"] as const).map((recompute) => {
      for (const { name, variable } of parameters.all) {
        variable.assign(tf.tensor(before.get(name)!, variable.shape));
      }
      const { run } = createNetwork(model, [], recompute);
      const { value, grads } = tf.variableGrads(() => run(x, { key }).logits.square().mean());
      const values = new Map(Object.entries({ value, ...grads }).map(([name, x]) => [name, x.dataSync()]));
      for (const [name, average] of snapshot(parameters.all)) values.set(name, average);
      return values;
    });
    assertEquals([...again.keys()], [...plain.keys()]);
    // not the numbers themselves: a difference would be printed number by number
    const differ = [...plain].filter(([name, x]) => again.get(name)!.some((y, i) => !Object.is(y, x[i])));
    assertEquals(differ.map(([name]) => name), []);
  });

  test("evaluates each image for itself and changes nothing", (model, parameters) => {
    const x = images(first), before = snapshot(parameters.all);
    const both = model.forward(x, plainForward(false));
    const last = model.forward(x.slice([1], [1]), plainForward(false));
    assertClose(last, both.slice([1], [1]), 1e-5);
    assertEquals(snapshot(parameters.all), before);
  });

  test("moves every running average in training, and no weight", (model, parameters) => {
    const before = snapshot(parameters.all);
    model.forward(images(first), plainForward(true));
    const after = snapshot(parameters.all);
    for (const { name, trainable } of parameters.all) {
      (trainable ? assertEquals : assertNotEquals)(after.get(name), before.get(name), name);
    }
  });

  test("starts from the same bytes for the same seed", (_model, parameters) => {
    for (const seed of [7, 8]) {
      const others = createParameters(seed);
      build(others);
      const same = seed === 7 ? assertEquals : assertNotEquals;
      same(snapshot(others.all), snapshot(parameters.all));
      others.dispose();
    }
  });

  for (const training of [false, true]) {
    test(
      `gives every weight its gradient in ${training ? "training" : "evaluation"}`,
      (model, parameters) => {
        // four images, as batch statistics of two values are all but steps
        const x = randomTensor([4, ...first, 3], "images") as Tensor4D;
        const logits = () => model.forward(x, plainForward(training));
        leaveKinks(parameters);
        checkWeightGradients(logits, parameters.all, training ? gradient : {});
      },
    );
  }

  for (const size of refused) {
    test(`refuses images of ${size.join(" x ")}`, (model) => {
      assertThrows(() => model.forward(images(size), plainForward(false)), RangeError, `${size[0]}`);
    });
  }
}

/** Shifts start at 0, where a unit that sees zeros alone sits on the kink of its activation: differences see half a slope. */
function leaveKinks({ all }: Parameters): void {
  for (const { name, variable } of all) {
    if (/\.(beta|bias)$/.test(name)) variable.assign(randomTensor(variable.shape, name).mul(.3));
  }
}
