import type { OpCost, OpPart, Profiler } from "@dragsaw/core/tensor";
import type { Session } from "../session.ts";
import { type Finish, finishForProfile } from "./executable.ts";
import { Parts } from "./parts.ts";

/** How a function is recorded that reports what its ops cost. */
export interface ProfileRecording {
  /** Makes its graph runnable. */
  readonly finish: Finish;
  /** Takes down which operation is for what. */
  readonly parts: Parts;
}

/** Measures the functions that are recorded while it runs. */
export class Profiling implements Profiler {
  private calls: (() => OpCost[])[] | undefined;
  private parts: Parts | undefined;

  /** @param session Where the functions run. */
  constructor(private readonly session: Session) {}

  start(): void {
    this.calls = [];
  }

  stop(): OpCost[][] {
    const calls = this.calls ?? [];
    this.calls = undefined;
    return calls.map((read) => read());
  }

  attribute(part: OpPart): boolean {
    this.parts?.close(part);
    return this.parts !== undefined;
  }

  /** Has `work` record a function, as one that reports while this runs. */
  recording<R>(work: (profile: ProfileRecording | undefined) => R): R {
    if (!this.calls) return work(undefined);
    const parts = this.parts = new Parts();
    const finish = finishForProfile(this.session, parts, (read) => this.calls?.push(read));
    try {
      return work({ finish, parts });
    } finally {
      this.parts = undefined;
    }
  }
}
