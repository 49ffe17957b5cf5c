import { assertEquals, assertThrows } from "@std/assert";
import type { TorchValue } from "./meaning.ts";
import { findStateDict } from "./state_dict.ts";
import { Storage, StridedTensor } from "./tensor.ts";

const x = new StridedTensor(new Storage("float32", 1, () => new Uint8Array(4)), 0, [1], [1]);
type Plain = StridedTensor | number | null | { [key: string]: Plain };
const value = (plain: Plain): TorchValue =>
  plain === null || typeof plain === "number" || plain instanceof StridedTensor
    ? plain
    : new Map(Object.entries(plain).map(([key, inner]) => [key, value(inner)] as const));
const found = (plain: Plain) => {
  const { path, beside, tensors } = findStateDict(value(plain));
  return [path.join("."), [...beside], [...tensors.keys()]];
};

Deno.test("findStateDict() takes tensors where they are", () => {
  assertEquals(found({ "a.weight": x, epoch: 1, "b.weight": x }), ["", [], ["a.weight", "b.weight"]]);
});

Deno.test("findStateDict() goes where trainings keep weights, whatever else they save", () => {
  const optimizer = { state: { 0: { exp_avg: x } } };
  assertEquals(found({ epoch: 1, optimizer, state_dict: { a: x } }), ["state_dict", ["epoch", "optimizer"], [
    "a",
  ]]);
  assertEquals(found({ model: { a: x }, rng: x, optimizer }), ["model", ["rng", "optimizer"], ["a"]]);
  assertEquals(found({ model: { step: 1, state_dict: { a: x } } }), ["model.state_dict", ["model.step"], [
    "a",
  ]]);
});

Deno.test("findStateDict() goes into the only dictionary with tensors, and joins several", () => {
  assertEquals(found({ mine: { a: { weight: x } }, config: { a: 1 } }), ["mine.a", ["config"], ["weight"]]);
  assertEquals(found({ encoder: { a: x }, decoder: { a: x, b: { c: x } } }), [
    "",
    [],
    ["encoder.a", "decoder.a", "decoder.b.c"],
  ]);
});

Deno.test("findStateDict() refuses what holds no tensors, two of one name, or itself", () => {
  assertThrows(() => found({ a: 1 }), RangeError, "no dictionary of tensors");
  assertThrows(() => found(null), RangeError, "no dictionary of tensors");
  assertThrows(() => found({ "a.b": x, a: { b: x } }), RangeError, 'two tensors that are named "a.b"');
  const itself = new Map<TorchValue, TorchValue>([["a", x]]);
  itself.set("b", itself);
  assertThrows(() => findStateDict(itself), RangeError, "more than 32 deep");
});

Deno.test("findStateDict() ends where dictionaries share each other beyond measure", () => {
  let inner: TorchValue = new Map<TorchValue, TorchValue>([["x", 1]]);
  for (let i = 0; i < 30; i++) inner = new Map<TorchValue, TorchValue>([["a", inner], ["b", inner]]);
  assertThrows(
    () => findStateDict(new Map<TorchValue, TorchValue>([["t", x], ["c", inner]])),
    RangeError,
    "values",
  );
});
