import { type Owner, runOwner } from "../shared/run_lock.ts";
import { type Cell, type Failure, failureOf, isDone } from "./cell.ts";

/** A cell that did not end well. */
export interface FailedRun {
  readonly cell: Cell;
  readonly reason: string;
}

/** How the cells of a sweep stand. */
export interface Standing {
  readonly done: readonly Cell[];
  readonly failed: readonly FailedRun[];
  /** Trained here. */
  readonly running: readonly Cell[];
  /** Neither ended nor trained here. */
  readonly open: readonly Cell[];
}

/** What to do next. */
export type Next =
  | { readonly cell: Cell }
  /** All that is left is trained by others. */
  | { readonly waitFor: Cell; readonly owner: Owner }
  /** Nothing is left, or only what is trained here. */
  | "end";

/** Gives out cells; sees what other processes do to them. */
export interface CellQueue {
  /** The next cell for this process. */
  next(): Promise<Next>;
  /** A cell that was given out has ended well. */
  done(cell: Cell): void;
  /** A cell that was given out has failed. */
  failed(cell: Cell, reason: string): void;
  /** A cell that was given out is somebody else's, or was stopped. */
  giveBack(cell: Cell): void;
  standing(): Standing;
}

/** @param since When the sweep began: what failed before is tried again. */
export function createQueue(cells: readonly Cell[], since: number): CellQueue {
  const done = new Set<Cell>(), failed = new Map<Cell, string>(), running = new Set<Cell>();
  const open = () => cells.filter((cell) => !done.has(cell) && !failed.has(cell) && !running.has(cell));
  const next = async (): Promise<Next> => {
    let elsewhere: Next | undefined;
    for (const cell of open()) {
      if (running.has(cell)) continue; // given out meanwhile
      running.add(cell);
      const found = await look(cell, since);
      if (found === "free") return { cell };
      running.delete(cell);
      if (found === "done") done.add(cell);
      else if ("reason" in found) failed.set(cell, found.reason);
      else elsewhere ??= { waitFor: cell, owner: found };
    }
    return elsewhere ?? "end";
  };
  return {
    next,
    done: (cell) => void (running.delete(cell), done.add(cell)),
    failed: (cell, reason) => void (running.delete(cell), failed.set(cell, reason)),
    giveBack: (cell) => void running.delete(cell),
    standing: () => ({
      done: cells.filter((cell) => done.has(cell)),
      failed: [...failed].map(([cell, reason]) => ({ cell, reason })),
      running: [...running],
      open: open(),
    }),
  };
}

/** How a cell stands, as far as its folder says. */
async function look(cell: Cell, since: number): Promise<"free" | "done" | Failure | Owner> {
  // Before the rest: what its owner leaves behind is there when the lock is gone.
  const owner = await runOwner(cell.path);
  if (await isDone(cell)) return "done";
  if (owner) return owner;
  const failure = await failureOf(cell);
  return failure && failure.at >= since ? failure : "free";
}
