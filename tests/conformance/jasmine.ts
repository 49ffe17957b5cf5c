/**
 * The runner that tfjs-core's tests are written for.
 *
 * @module
 */
import jasmineCore from "jasmine-core";
import type { Spec } from "./spec.ts";

/** The part of jasmine 3.99 that we use; its package has no types. */
interface Core {
  /** Sets `describe`, `it` and the like as globals. */
  boot(core: Core): Jasmine;
}
interface Jasmine {
  getEnv(): Environment;
}
interface Environment {
  configure(options: { readonly random: boolean }): void;
  addReporter(reporter: { specDone(result: SpecResult): void }): void;
  execute(): Promise<unknown>;
}
interface SpecResult {
  readonly fullName: string;
  readonly status: Spec["status"];
  readonly failedExpectations: readonly { readonly message: string; readonly stack?: string }[];
}

/** Makes jasmine's globals and gives what runs the tests that were declared with them since. */
export function newRunner(): () => Promise<Spec[]> {
  const core = jasmineCore as Core;
  const jasmine = core.boot(core);
  Object.assign(globalThis, { jasmine });
  return async () => {
    const specs: Spec[] = [];
    const env = jasmine.getEnv();
    env.configure({ random: false });
    env.addReporter({ specDone: (result) => void specs.push(specOf(result)) });
    await env.execute();
    return specs;
  };
}

function specOf({ fullName, status, failedExpectations }: SpecResult): Spec {
  const messages = failedExpectations.map(({ message }) => message);
  return { name: fullName, status, message: messages.join("\n") };
}
