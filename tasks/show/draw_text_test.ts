import { assertEquals } from "@std/assert";
import { drawText } from "./draw_text.ts";

Deno.test("drawText() says what was drawn, and nothing of a transform that did not act", () => {
  const drawn = { rotate: -12.3456, scale: [0.912345, 1.1], horizontal: true, vertical: false };
  assertEquals(drawText("any", { drawn }), "any rotate -12.3, scale 0.912 1.1, horizontal");
  assertEquals(drawText("any", {}), undefined);
  assertEquals(drawText("flip", { drawn: { vertical: false } }), undefined);
});
