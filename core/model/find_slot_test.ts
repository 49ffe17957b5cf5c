import { assertEquals, assertThrows } from "@std/assert";
import { OptionError } from "../registry/define.ts";
import { findSlot } from "./find_slot.ts";
import { PIXEL } from "./receptive_field.ts";

const model = {
  slots: { "stem.conv1": { channels: 32, field: PIXEL }, x3: { channels: 128, field: PIXEL } },
};

Deno.test("findSlot() gives the slot of that name", () => {
  assertEquals(findSlot(model, "x3", []).channels, 128);
});

Deno.test("findSlot() lists the slots there are and the one that may be meant", () => {
  const error = assertThrows(() => findSlot(model, "stem.cnov1", ["slots", 2]), OptionError);
  assertEquals(
    error.message,
    `Cannot find slot "stem.cnov1": expected one of stem.conv1, x3; did you mean "stem.conv1"?`,
  );
  assertEquals(error.path, ["slots", 2]);
});

Deno.test("findSlot() knows no slot that only objects have", () => {
  assertThrows(() => findSlot(model, "toString", []), OptionError);
});
