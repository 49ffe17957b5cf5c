import { assertEquals } from "@std/assert";
import type { Cell } from "./cell.ts";
import { sweepProgress } from "./sweep_progress.ts";

Deno.test("sweepProgress() counts cells, follows the steps of those that run, and tells the time left", () => {
  const lines: string[] = [], updates: string[] = [];
  let now = 0;
  const progress = sweepProgress(
    { line: (text) => lines.push(text), update: (text) => updates.push(text) },
    { jobs: 1, pace: { took: [] }, now: () => now },
  );
  const cell = (label: string): Cell => ({
    label,
    seed: 1,
    path: `runs/${label}`,
    hash: label,
    config: {} as Cell["config"],
  });
  const [a, b] = [cell("a"), cell("b")];
  progress.standing({ done: [], failed: [], running: [a], open: [b] });
  progress.began(a);
  progress.said(a, "Backend: tensorflow");
  now = 20_000;
  progress.said(a, "██ 20/100  epoch 1.0  loss 0.5");
  now = 100_000;
  progress.ended(a, { done: [a], failed: [], running: [], open: [b] }, undefined);
  progress.standing({ done: [a], failed: [], running: [b], open: [] });
  progress.began(b);
  progress.ended(b, { done: [a], failed: [{ cell: b, reason: "x" }], running: [], open: [] }, "x");
  assertEquals(lines, [
    "a, seed 1: runs/a  (0 done, 1 running, 1 left  ETA ?)",
    "a, seed 1: done in 1m40s  (1 done, 0 running, 1 left  ETA 1m40s)",
    "b, seed 1: runs/b  (1 done, 1 running, 0 left  ETA 1m40s)",
    "b, seed 1: FAILED: x  (1 done, 1 failed, 0 running, 0 left  ETA 0s)",
  ]);
  assertEquals(updates, [
    "0 done, 1 running, 1 left  ETA ?  a, seed 1 ░░░░░░░░░░ 0/?",
    "0 done, 1 running, 1 left  ETA 3m00s  a, seed 1 ██░░░░░░░░ 20/100",
  ]);
});

Deno.test("sweepProgress() does not take a cell that another process trained for a fast one", () => {
  const lines: string[] = [], pace = { took: [] };
  const progress = sweepProgress({ line: (text) => lines.push(text), update: () => {} }, { jobs: 1, pace });
  const cell: Cell = { label: "a", seed: 1, path: "runs/a", hash: "a", config: {} as Cell["config"] };
  progress.began(cell);
  progress.said(cell, "Already trained: all 12 steps are done; --restart begins anew");
  progress.ended(cell, { done: [cell], failed: [], running: [], open: [] }, undefined);
  assertEquals(lines.at(-1), "a, seed 1: done, trained before  (1 done, 0 running, 0 left  ETA 0s)");
  assertEquals(pace.took, []);
});
