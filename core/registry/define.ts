import type { z } from "zod";
import type { Axes } from "../model/model.ts";
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
  /** Where it comes from: paper and section, or the code that it follows; absent for what is its own source. */
  readonly source?: string;
  /** Option schemas by key; every one is described. */
  readonly shape: (schemas: Schemas) => z.ZodRawShape;
  /** Axes in space of what it works on: [2] images, [3] volumes. */
  readonly dimensions: readonly Axes[];
  /** Builds the component from options that passed `shape`. */
  readonly build: (options: never, context: Kinds[K]["context"]) => Kinds[K]["product"];
}

/** Version of the plugin contract that this core understands; a change that breaks plugins raises it. */
export const API_VERSION = 1 as const;

/** A named set of components: the default export of a plugin package. */
export interface Plugin {
  /** Package name, for messages. */
  readonly name: string;
  /** Version of the plugin contract it was written for: {@linkcode API_VERSION} of its day. */
  readonly apiVersion: 1;
  /** What it brings. */
  readonly components: readonly Component[];
  /** Where it came from; set by what imports it, absent for what is built in. Its components are held to their contracts. */
  readonly origin?: PluginOrigin;
}

/** Where a plugin came from, for messages. */
export interface PluginOrigin {
  /** What was imported, as the user wrote it. */
  readonly specifier: string;
  /** Where that is written, as `file:line:column`; absent where it is not known. */
  readonly place?: string;
}

/** What a component is built with, and what it makes. */
export interface Making {
  /** What its factory is given. */
  readonly context: unknown;
  /** What that makes. */
  readonly product: unknown;
}

/** What a component of a kind is built with, and what it makes, that works on `D` axes. */
export type MakingOf<K extends Kind, D extends Axes> = [D] extends [2]
  ? Kinds[K] extends { images: infer M extends Making } ? M : Kinds[K]
  : [D] extends [3] ? Kinds[K] extends { volumes: infer M extends Making } ? M : Kinds[K]
  : Kinds[K];

/**
 * Makes a component: options are typed from their schema, and `build` sees them checked and with defaults.
 *
 * @param kind What it plugs in as.
 * @param name Its `type:` in a config, lower case with dashes.
 * @param definition Summary, `source` (paper, equation, code), `dimensions` (axes in space of what it works on, [2] unless given: the registry refuses it for
 * others), option schemas and factory. A factory throws {@linkcode OptionError} for what a schema
 * cannot know (a slot that the model lacks).
 */
export function define<K extends Kind, S extends z.ZodRawShape, D extends Axes = 2>(
  kind: K,
  name: string,
  definition: {
    summary: string;
    source?: string;
    dimensions?: readonly D[];
    options: (schemas: Schemas) => S;
    build: (
      options: z.output<z.ZodObject<S>>,
      context: MakingOf<K, D>["context"],
    ) => MakingOf<K, D>["product"];
  },
): Component {
  const component: Component<K> = {
    kind,
    name,
    summary: definition.summary,
    ...definition.source === undefined ? {} : { source: definition.source },
    dimensions: definition.dimensions ?? [2],
    shape: definition.options,
    build: definition.build as unknown as Component<K>["build"],
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
