import { assert, assertEquals } from "@std/assert";
import { withFolder } from "../../tests/tiny.ts";
import { markFinished } from "../shared/finished.ts";
import { lockRun } from "../shared/run_lock.ts";
import { type Cell, markFailed } from "./cell.ts";
import { createQueue, type Next } from "./queue.ts";

/** Cells with folders, none of them trained. */
async function cellsIn(folder: string, count: number): Promise<Cell[]> {
  const cells = Array.from({ length: count }, (_, i) => ({
    label: `row ${i}`,
    seed: 0,
    config: {} as Cell["config"],
    hash: `${i}`,
    path: `${folder}/run-${i}`,
  }));
  for (const { path } of cells) await Deno.mkdir(`${path}/evaluation/test`, { recursive: true });
  return cells;
}

async function makeDone(cell: Cell): Promise<void> {
  await Deno.writeTextFile(`${cell.path}/evaluation/test/cases.csv`, "id\r\n");
  await markFinished(cell, cell.hash);
}

const labelOf = (next: Next) =>
  next === "end" ? next : "cell" in next ? next.cell.label : `wait for ${next.waitFor.label}`;

Deno.test("a queue gives every cell to one only, in order, also when it is asked at once", async () => {
  await withFolder(async (folder) => {
    const queue = createQueue(await cellsIn(folder, 3), Date.now());
    const given = await Promise.all([1, 2, 3, 4].map(async () => labelOf(await queue.next())));
    assertEquals(given.toSorted(), ["end", "row 0", "row 1", "row 2"]);
    assertEquals(queue.standing().running.length, 3);
  });
});

Deno.test("a queue passes over what is done, by whomever, but not what was done for another config", async () => {
  await withFolder(async (folder) => {
    const cells = await cellsIn(folder, 3);
    await makeDone(cells[0]);
    await makeDone({ ...cells[1], hash: "other" });
    const queue = createQueue(cells, Date.now());
    assertEquals([labelOf(await queue.next()), labelOf(await queue.next())], ["row 1", "row 2"]);
    assertEquals(queue.standing().done, [cells[0]]);
  });
});

Deno.test("a queue leaves cells that others train to the last, waits for them, and takes what they drop", async () => {
  await withFolder(async (folder) => {
    const cells = await cellsIn(folder, 2);
    const queue = createQueue(cells, Date.now());
    const lock = await lockRun(cells[0].path);
    assertEquals(labelOf(await queue.next()), "row 1");
    const wait = await queue.next();
    assert(wait !== "end" && "owner" in wait && wait.owner.pid === Deno.pid);
    await lock[Symbol.asyncDispose]();
    assertEquals(labelOf(await queue.next()), "row 0");
    queue.giveBack(cells[0]);
    assertEquals(labelOf(await queue.next()), "row 0");
  });
});

Deno.test("a queue tries again what failed before it began, not what failed since", async () => {
  await withFolder(async (folder) => {
    const cells = await cellsIn(folder, 2);
    await markFailed(cells[0], "old");
    const queue = createQueue(cells, Date.now() + 1);
    assertEquals(labelOf(await queue.next()), "row 0");
    await new Promise((resolve) => setTimeout(resolve, 5));
    await markFailed(cells[1], "new");
    assertEquals(labelOf(await queue.next()), "end");
    assertEquals(queue.standing().failed, [{ cell: cells[1], reason: "new" }]);
    queue.failed(cells[0], "here");
    assertEquals(queue.standing().failed.length, 2);
    assertEquals(queue.standing().open, []);
  });
});
