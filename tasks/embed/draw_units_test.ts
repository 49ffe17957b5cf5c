import { assert, assertEquals } from "@std/assert";
import type { View } from "./case_views.ts";
import { chooseUnits } from "./choose_units.ts";
import { drawUnits } from "./draw_units.ts";
import { MIXED } from "./cell_classes.ts";
import { stream } from "@dragsaw/core/data";

const FIELD = { size: 8, jump: 2, start: 0.5 };

/** A square of class 1 in the left upper corner of each of two views. */
function viewAt(left: number, top: number, side: number): View {
  const data = Uint8Array.from({ length: 256 }, (_, i) => i % 16 < side && i < 16 * side ? 1 : 0);
  const image = { width: 16, height: 16, channels: 3, data: new Uint8Array(3 * 256) };
  return { region: [left, top, 16, 16], image, truth: { width: 16, height: 16, data } };
}

const draw = (views: View[], seed = 0, id = "a") =>
  drawUnits({ names: [id, "x1"], views, field: FIELD, size: [16, 16], classes: 2 }, 20, seed);

Deno.test("chooseUnits() takes as many of each class, none of mixed cells", () => {
  const cells = Uint8Array.of(0, 0, MIXED, 1, 0, 1, MIXED, 0, 2, 2, 2);
  const chosen = chooseUnits(cells, 3, 100, stream(1)), labels = chosen.map((i) => cells[i]);
  assertEquals([0, 1, 2].map((own) => labels.filter((label) => label === own).length), [2, 2, 2]);
  assertEquals(chosen, chosen.toSorted((a, b) => a - b));
  assertEquals(new Set(chosen).size, 6);
  assertEquals(chooseUnits(cells, 3, 5, stream(1)).length, 3);
  assertEquals(chooseUnits(Uint8Array.of(0, 0, MIXED), 2, 10, stream(1)), []);
});

Deno.test("drawUnits() lie where their class is, in the image", () => {
  const units = draw([viewAt(0, 0, 6), viewAt(16, 32, 8)]);
  assertEquals(units.length, 20);
  assertEquals(units.filter(({ label }) => label === 1).length, 10);
  assertEquals(new Set(units.map(({ view }) => view)), new Set([0, 1]));
  for (const { view, cell, label, centre: [x, y] } of units) {
    const [left, top] = view === 0 ? [0, 0] : [16, 32], side = view === 0 ? 6 : 8;
    assertEquals([x - left, y - top], [(cell % 8) * 2 + 1, Math.floor(cell / 8) * 2 + 1]);
    assertEquals(label, x - left < side && y - top < side ? 1 : 0);
  }
});

Deno.test("drawUnits() is drawn by seed, case and slot alone", () => {
  const views = [viewAt(0, 0, 10)], cells = (units: ReturnType<typeof draw>) => units.map(({ cell }) => cell);
  assertEquals(draw(views), draw(views));
  for (const other of [draw(views, 1), draw(views, 0, "b")]) {
    assert(cells(other).some((cell, i) => cell !== cells(draw(views))[i]));
  }
});
