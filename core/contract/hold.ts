import type { Component } from "../registry/define.ts";
import { ContractError } from "./contract_error.ts";
import { describe, isObject } from "./describe.ts";
import { placeIn } from "./place_in.ts";

/** Says what is wrong with a component. */
export interface Refuse {
  /** @throws {ContractError} always. */
  (what: string, cause?: unknown): never;
}

/** Refuses in the name of a component. @param owner It and its plugin, in words. */
export function refuser(owner: string, { kind, name }: Pick<Component, "kind" | "name">): Refuse {
  return (what, cause) => {
    const options = cause === undefined ? undefined : { cause };
    throw new ContractError(`${owner} breaks its contract: ${what}`, { kind, name }, options);
  };
}

/** What a member has to be, and how that is said. */
export type Members = Readonly<Record<string, readonly [says: string, is: (value: unknown) => boolean]>>;

/** A function. */
export const FUNCTION: Members[string] = ["a function", (value) => typeof value === "function"];

/** Sees to it that `product` has the members that every one of its kind has. */
export function requireMembers(product: unknown, what: string, members: Members, refuse: Refuse): void {
  if (!isObject(product)) return refuse(`${what} gave ${describe(product)}, expected an object`);
  for (const [key, [says, is]] of Object.entries(members)) {
    if (is(product[key])) continue;
    refuse(`${what} gave ${key} as ${describe(product[key])}, expected ${says}`);
  }
}

/** Errors of the language, and those without a kind: mistakes in a component's own code. Others say something to the user. */
const OWN = new Set(["Error", "TypeError", "ReferenceError"]);

/** Runs a component's code; what breaks in it is told in its name, with the place. */
export function attempt<T>(what: string, run: () => T, refuse: Refuse): T {
  try {
    const value = run();
    return value instanceof Promise
      ? value.catch((error) => blame(what, error, refuse)) as unknown as T
      : value;
  } catch (error) {
    return blame(what, error, refuse);
  }
}

function blame(what: string, error: unknown, refuse: Refuse): never {
  const own = error instanceof Error && OWN.has(error.name) && !("code" in error);
  if (error instanceof Error && !own) throw error;
  refuse(`${what} threw ${describe(error)}${placeIn(error)}`, error);
}
