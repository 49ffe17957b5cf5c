import { assertEquals } from "@std/assert";
import { figureProgress } from "./figure_progress.ts";

Deno.test("figureProgress() says each line once, and all updates", () => {
  const said: string[] = [];
  const progress = figureProgress({
    line: (text) => said.push(text),
    update: (text) => said.push(`> ${text}`),
  });
  for (const text of ["Backend: a", "Backend: b", "Backend: a"]) progress.line(text);
  for (const text of ["1", "1"]) progress.update(text);
  assertEquals(said, ["Backend: a", "Backend: b", "> 1", "> 1"]);
});
