import { assertEquals } from "@std/assert";
import { timeLeft } from "./pace.ts";

Deno.test("timeLeft() takes every cell to last as long as the mean of those measured", () => {
  const pace = { took: [90, 110] };
  assertEquals(timeLeft(pace, { running: [], open: 3, jobs: 1 }), 300);
  assertEquals(timeLeft(pace, { running: [{ seconds: 5, share: 0.5 }], open: 3, jobs: 1 }), 350);
  assertEquals(timeLeft(pace, { running: [{ seconds: 5, share: 0.5 }], open: 3, jobs: 2 }), 175);
  assertEquals(timeLeft(pace, { running: [], open: 1, jobs: 4 }), 100);
  assertEquals(timeLeft(pace, { running: [], open: 0, jobs: 4 }), 0);
});

Deno.test("timeLeft() judges by what is under way where nothing was measured, once that says something", () => {
  const pace = { took: [] };
  assertEquals(timeLeft(pace, { running: [], open: 3, jobs: 1 }), undefined);
  assertEquals(timeLeft(pace, { running: [{ seconds: 30, share: 0.01 }], open: 3, jobs: 1 }), undefined);
  assertEquals(timeLeft(pace, { running: [{ seconds: 25, share: 0.25 }], open: 3, jobs: 1 }), 375);
});
