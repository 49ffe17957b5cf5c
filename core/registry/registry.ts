import { z } from "zod";
import { type Component, OptionError, type Plugin, type Spec } from "./define.ts";
import { type Kind, KINDS, type Kinds } from "./kinds.ts";
import { suggest } from "./suggest.ts";

/** Every component of a set of plugins, by kind and name. */
export interface Registry {
  /** What it was made from. */
  readonly plugins: readonly Plugin[];
  /** Names of a kind, in the order of the plugins. */
  names(kind: Kind): readonly string[];
  /** The component. @throws {RangeError} when there is none of that name; lists those there are. */
  component(kind: Kind, name: string): Component;
  /**
   * Config of any component of `kind`: `{ type: name, ...options }`, or the bare name where every option has a default.
   * A loss has a `weight` beside its own options.
   */
  schema(kind: Kind): z.ZodType<Spec>;
  /**
   * Checks `spec` and builds what it describes.
   *
   * @throws {OptionError} for what the options' schema or the factory refuses; its path starts at `spec`.
   * @throws {RangeError} for an unknown name.
   */
  build<K extends Kind>(kind: K, spec: Spec, context: Kinds[K]["context"]): Kinds[K]["product"];
}

/** Options that the pipeline reads itself from every component of a kind. */
const COMMON: Partial<Record<Kind, z.ZodRawShape>> = {
  loss: { weight: z.number().min(0).default(1).describe("Factor of this term in the total loss") },
};

/**
 * Joins plugins into one set of components.
 *
 * @throws {TypeError} when a plugin was written for another contract.
 * @throws {RangeError} when two plugins bring the same component, or an option's name is taken.
 */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  const components = collect(plugins);
  const schemas = new Map<Kind, z.ZodType<Spec>>();
  const building: unknown[] = [];

  const component = (kind: Kind, name: string): Component => {
    const found = components[kind].get(name);
    if (found) return found;
    const known = [...components[kind].keys()], meant = suggest(name, known);
    const hint = meant ? `; did you mean "${meant}"?` : "";
    throw new RangeError(
      `Cannot find ${kind} "${name}": expected one of ${known.join(", ") || "(none)"}${hint}`,
    );
  };

  const schema = (kind: Kind): z.ZodType<Spec> => {
    const made = schemas.get(kind) ?? componentSchema(kind, [...components[kind].values()], schema);
    schemas.set(kind, made);
    return made;
  };

  /** A component nested in the options of the one being built: its errors get the path from there. */
  const nested = (error: unknown, spec: unknown): unknown => {
    const prefix = building.length > 0 ? pathTo(building.at(-1), spec) : undefined;
    return error instanceof OptionError && prefix
      ? new OptionError([...prefix, ...error.path], error.message)
      : error;
  };

  return {
    plugins,
    names: (kind) => [...components[kind].keys()],
    component,
    schema,
    build<K extends Kind>(kind: K, spec: Spec, context: Kinds[K]["context"]): Kinds[K]["product"] {
      try {
        const { build } = component(kind, spec.type);
        const options = optionsOf(kind, schema(kind), spec);
        building.push(options);
        try {
          return (build as unknown as Component<K>["build"])(options as never, context);
        } finally {
          building.pop();
        }
      } catch (error) {
        throw nested(error, spec);
      }
    },
  };
}

function collect(plugins: readonly Plugin[]): Record<Kind, Map<string, Component>> {
  const components = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as Record<
    Kind,
    Map<string, Component>
  >;
  const owners = new Map<Component, string>();
  for (const { name: owner, apiVersion, components: brought } of plugins) {
    if (apiVersion !== 1) {
      throw new TypeError(`Cannot use plugin ${owner}: expected apiVersion 1, found ${apiVersion}`);
    }
    for (const component of brought) {
      const { kind, name } = component, other = components[kind]?.get(name);
      if (!components[kind]) {
        throw new TypeError(
          `Cannot use plugin ${owner}: found kind "${kind}", expected one of ${KINDS.join(", ")}`,
        );
      }
      if (other) {
        throw new RangeError(
          `Cannot add ${kind} "${name}" of ${owner}: ${owners.get(other)} brings the same`,
        );
      }
      components[kind].set(name, component);
      owners.set(component, owner);
    }
  }
  return components;
}

function componentSchema(
  kind: Kind,
  components: readonly Component[],
  schema: Registry["schema"],
): z.ZodType<Spec> {
  const variants = components.map(({ name, summary, shape }) => {
    const options = shape({ component: (inner) => z.lazy(() => schema(inner)) });
    const common = COMMON[kind] ?? {};
    const taken = ["type", ...Object.keys(common)].find((key) => key in options);
    if (taken) {
      throw new RangeError(
        `Cannot use ${kind} "${name}": its option "${taken}" has the name of a common one`,
      );
    }
    return z.strictObject({ type: z.literal(name), ...common, ...options }).describe(summary);
  });
  type Variants = [(typeof variants)[number], ...typeof variants];
  const whole = z.preprocess(
    (value) => typeof value === "string" ? { type: value } : value,
    z.discriminatedUnion("type", variants as Variants),
  );
  return whole.meta({ id: kind }) as z.ZodType<Spec>;
}

function optionsOf(kind: Kind, schema: z.ZodType<Spec>, spec: Spec): Record<string, unknown> {
  const { success, data, error } = schema.safeParse(spec);
  if (!success) {
    const path = error.issues[0].path.filter((key) => typeof key !== "symbol");
    throw new OptionError(
      path,
      error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "),
    );
  }
  const dropped = new Set(["type", ...Object.keys(COMMON[kind] ?? {})]);
  return Object.fromEntries(Object.entries(data).filter(([key]) => !dropped.has(key)));
}

/** Keys that lead from `tree` to the very object `node`. */
function pathTo(tree: unknown, node: unknown): (string | number)[] | undefined {
  if (tree === node) return [];
  if (typeof tree !== "object" || tree === null) return undefined;
  for (const [key, value] of Object.entries(tree)) {
    const rest = pathTo(value, node);
    if (rest) return [Array.isArray(tree) ? Number(key) : key, ...rest];
  }
  return undefined;
}
