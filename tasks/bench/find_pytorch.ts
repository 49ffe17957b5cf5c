import { ChildError, startChild } from "./child.ts";
import { theirs } from "./sides.ts";

/** Whether PyTorch can be compared with, or why not and what to do. */
export type Found = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Tries the Python that was named: PyTorch is no dependency of the project. */
export async function findPyTorch(python: string, signal: AbortSignal): Promise<Found> {
  const job = { network: "product", batch: 1, size: [2, 2], precision: "float32", threads: 1 } as const;
  try {
    const child = await startChild("PyTorch", theirs(python), job, signal);
    await child.close();
    return { ok: true };
  } catch (error) {
    if (!(error instanceof ChildError)) throw error;
    const why = error.message.split("\n").at(-1)!.trim();
    return {
      ok: false,
      reason: `Ours runs alone (${why}). To compare with PyTorch: pip install torch==2.13.0 numpy`,
    };
  }
}
