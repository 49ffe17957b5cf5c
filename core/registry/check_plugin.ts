import { z } from "zod";
import { describe, isObject } from "../contract/describe.ts";
import { takenOption } from "./component_schema.ts";
import { API_VERSION, type Component, type Plugin, type Spec } from "./define.ts";
import { KINDS } from "./kinds.ts";
import { suggest } from "./suggest.ts";

/** How a component may be called: lower case with dashes. */
export const COMPONENT_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\+\+)?$/;

const AXES = [2, 3];

/**
 * Sees to it that what a module exports is a plugin, all of it.
 *
 * @throws {TypeError} saying what was found, what was expected, and what to do.
 */
export function checkPlugin(value: unknown): Plugin {
  if (isComponent(value)) {
    throw new TypeError(
      `found the ${value.kind} "${value.name}" alone, expected a plugin: ` +
        `export default { name: "...", apiVersion: ${API_VERSION}, components: [it] }`,
    );
  }
  if (!isObject(value) || !("components" in value)) {
    throw new TypeError(
      `found ${
        describe(value)
      } as its default export, expected a plugin: { name, apiVersion: ${API_VERSION}, components }`,
    );
  }
  const { name, apiVersion, components } = value;
  checkVersion(apiVersion);
  if (typeof name !== "string" || name === "") {
    throw new TypeError(`found ${describe(name)} as the plugin's name, expected the name of its package`);
  }
  if (!Array.isArray(components) || components.length === 0) {
    throw new TypeError(
      `found ${describe(components)} as components, expected a list of what define() gives`,
    );
  }
  return { name, apiVersion: API_VERSION, components: components.map(checkComponent) };
}

/** @throws {TypeError} when a plugin was written for another contract: which side is behind. */
export function checkVersion(version: unknown): void {
  if (version === API_VERSION) return;
  const advice = typeof version !== "number"
    ? `write apiVersion: ${API_VERSION}`
    : version < API_VERSION
    ? "take a newer version of the plugin"
    : "take a newer Dragsaw, or an older version of the plugin";
  throw new TypeError(`expected apiVersion ${API_VERSION}, found ${version}: ${advice}`);
}

function isComponent(value: unknown): value is Component {
  return isObject(value) && typeof value.kind === "string" && typeof value.build === "function";
}

function checkComponent(value: unknown, at: number): Component {
  if (!isComponent(value)) {
    throw new TypeError(`found ${describe(value)} as component ${at}, expected what define() gives`);
  }
  const { kind, name, summary, dimensions, shape } = value;
  if (!KINDS.includes(kind)) {
    const meant = suggest(kind, KINDS), hint = meant ? `; did you mean "${meant}"?` : "";
    throw new TypeError(`found kind "${kind}", expected one of ${KINDS.join(", ")}${hint}`);
  }
  const refuse = (what: string): never => {
    throw new TypeError(`${kind} "${name}": ${what}`);
  };
  if (typeof name !== "string" || !COMPONENT_NAME.test(name)) {
    refuse("found a name that is not lower case with dashes, as in my-loss");
  }
  if (typeof summary !== "string" || summary === "") {
    refuse(`found ${describe(summary)} as summary, expected a line`);
  }
  if (!Array.isArray(dimensions) || dimensions.length === 0 || !dimensions.every((n) => AXES.includes(n))) {
    refuse(`found ${JSON.stringify(dimensions)} as dimensions, expected [2], [3] or [2, 3]`);
  }
  if (typeof shape !== "function") {
    refuse(`found ${describe(shape)} as options, expected a function: options: () => ({ ... })`);
  }
  checkOptions(value, refuse);
  return value;
}

function checkOptions({ kind, shape }: Component, refuse: (what: string) => never): void {
  const options: unknown = shape({ component: () => z.custom<Spec>() });
  if (!isObject(options)) return refuse(`options gave ${describe(options)}, expected schemas by option`);
  const taken = takenOption(kind, options);
  if (taken !== undefined) refuse(`its option "${taken}" has the name of a common one: take another`);
  for (const [key, schema] of Object.entries(options)) {
    if (isObject(schema) && "_zod" in schema) continue;
    const other = isObject(schema) && typeof schema.safeParse === "function"
      ? "a schema of another zod"
      : describe(schema);
    refuse(`found ${other} as option "${key}", expected a schema of zod 4, as in z.number()`);
  }
}
