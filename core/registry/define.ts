import type { z } from "zod";
import type { Kind, Kinds } from "./kinds.ts";

/** Config of one component as it stands after checking: its name under `type`, and its options. */
export type Spec = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Schemas of other components, for options that hold one (a model's backbone). */
export interface Schemas {
  /** Schema of any registered component of `kind`. */
  component(kind: Kind): z.ZodType<Spec>;
}

/** A component as the registry keeps it: options are checked by `shape`, so nothing escapes as `any`. */
export interface Component<K extends Kind = Kind> {
  /** What it plugs in as. */
  readonly kind: K;
  /** Its name in a config (`type:`). */
  readonly name: string;
  /** One line for `--help` and the reference. */
  readonly summary: string;
  /** Option schemas by key; every one is described. */
  readonly shape: (schemas: Schemas) => z.ZodRawShape;
  /** Builds the component from options that passed `shape`. */
  readonly build: (options: never, context: Kinds[K]["context"]) => Kinds[K]["product"];
}

/** A named set of components: the default export of a plugin package. */
export interface Plugin {
  /** Package name, for messages. */
  readonly name: string;
  /** Version of the plugin contract it was written for. */
  readonly apiVersion: 1;
  /** What it brings. */
  readonly components: readonly Component[];
}

/**
 * Makes a component: options are typed from their schema, and `build` sees them checked and with defaults.
 *
 * @param kind What it plugs in as.
 * @param name Its `type:` in a config, lower case with dashes.
 * @param definition Summary, option schemas and factory. A factory throws {@linkcode OptionError} for what a schema
 * cannot know (a slot that the model lacks).
 */
export function define<K extends Kind, S extends z.ZodRawShape>(kind: K, name: string, definition: {
  summary: string;
  options: (schemas: Schemas) => S;
  build: (options: z.output<z.ZodObject<S>>, context: Kinds[K]["context"]) => Kinds[K]["product"];
}): Component {
  const component: Component<K> = {
    kind,
    name,
    summary: definition.summary,
    shape: definition.options,
    build: definition.build as Component<K>["build"],
  };
  return component as unknown as Component;
}

/** A value in a config that only building can refuse; `path` is relative to the component's own config. */
export class OptionError extends RangeError {
  /** Name of the class. */
  override name = "OptionError";
  /**
   * Joins a place and what is wrong there.
   *
   * @param path Keys from the component's config to the value.
   * @param message What was found and what is allowed.
   */
  constructor(readonly path: readonly (string | number)[], message: string) {
    super(message);
  }
}
