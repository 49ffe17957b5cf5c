import { z } from "zod";
import { buildHeld, ownerOf } from "../contract/hold_to_contract.ts";
import { checkVersion } from "./check_plugin.ts";
import { componentSchema, optionsOf } from "./component_schema.ts";
import { type Component, OptionError, type Plugin, type Spec } from "./define.ts";
import { type AnyModel, type Axes, axesOf } from "../model/model.ts";
import { type Kind, KINDS, type Kinds } from "./kinds.ts";
import { suggest } from "./suggest.ts";

/** Every component of a set of plugins, by kind and name. */
export interface Registry {
  /** What it was made from. */
  readonly plugins: readonly Plugin[];
  /** Names of a kind, in the order of the plugins. */
  names(kind: Kind): readonly string[];
  /** Names of a component's own options. @throws {RangeError} when there is none of that name. */
  optionKeys(kind: Kind, name: string): readonly string[];
  /** The component. @throws {RangeError} when there is none of that name; lists those there are. */
  component(kind: Kind, name: string): Component;
  /**
   * Config of any component of `kind`: `{ type: name, ...options }`, or the bare name where every option has a default.
   * A loss has a `weight` beside its own options, a dataset `folds` and a `fraction`.
   */
  schema(kind: Kind): z.ZodType<Spec>;
  /**
   * Checks `spec` and builds what it describes.
   *
   * A component that does not work on what `context` says (images or volumes: of the model, or of the data) is refused.
   * One of an imported plugin is held to the contract of its kind, then and whenever it is used.
   *
   * @throws {OptionError} for what the options' schema or the factory refuses; its path starts at `spec`.
   * @throws {ContractError} for what a component of an imported plugin does wrong. @throws {RangeError} for an unknown name.
   */
  build<K extends Kind>(kind: K, spec: Spec, context: Kinds[K]["context"]): Kinds[K]["product"];
}

/**
 * Joins plugins into one set of components.
 *
 * @throws {TypeError} when a plugin was written for another contract.
 * @throws {RangeError} when two plugins bring the same component, or an option's name is taken.
 */
export function createRegistry(plugins: readonly Plugin[]): Registry {
  const { components, owners } = collect(plugins);
  const schemas = new Map<Kind, z.ZodType<Spec>>();
  const building: unknown[] = [];

  const schema = (kind: Kind): z.ZodType<Spec> => {
    const made = schemas.get(kind) ?? componentSchema(kind, [...components[kind].values()], schema);
    schemas.set(kind, made);
    return made;
  };

  const build = <K extends Kind>(kind: K, spec: Spec, context: Kinds[K]["context"]): Kinds[K]["product"] => {
    const component = find(components, kind, spec.type) as unknown as Component<K>;
    refuseAxes(components[kind], component, context as Sampled);
    const options = optionsOf(kind, schema(kind), spec);
    building.push(options);
    try {
      return make(component, owners.get(component as unknown as Component)!, options, context);
    } finally {
      building.pop();
    }
  };

  return {
    plugins,
    names: (kind) => [...components[kind].keys()],
    component: (kind, name) => find(components, kind, name),
    optionKeys: (kind, name) =>
      Object.keys(find(components, kind, name).shape({ component: (inner) => z.lazy(() => schema(inner)) })),
    schema,
    build(kind, spec, context) {
      try {
        return build(kind, spec, context);
      } catch (error) {
        throw placed(error, building.at(-1), spec);
      }
    },
  };
}

/** Builds a component; one of an imported plugin is held to its contract. */
function make<K extends Kind>(
  component: Component<K>,
  plugin: Plugin,
  options: unknown,
  context: Kinds[K]["context"],
): Kinds[K]["product"] {
  if (!plugin.origin) return component.build(options as never, context);
  return buildHeld(component, { owner: ownerOf(component, plugin), options, context });
}

type Components = Readonly<Record<Kind, Map<string, Component>>>;

function find(components: Components, kind: Kind, name: string): Component {
  const found = components[kind].get(name);
  if (found) return found;
  const known = [...components[kind].keys()], meant = suggest(name, known);
  const hint = meant ? `; did you mean "${meant}"?` : "";
  throw new RangeError(
    `Cannot find ${kind} "${name}": expected one of ${known.join(", ") || "(none)"}${hint}`,
  );
}

/** What a context may say of the samples. */
interface Sampled {
  readonly axes?: Axes | undefined;
  readonly model?: Pick<AnyModel, "axes">;
}

/** @throws {OptionError} when the component does not work on what the context is for. */
function refuseAxes(
  known: ReadonlyMap<string, Component>,
  { kind, name, dimensions }: Pick<Component, "kind" | "name" | "dimensions">,
  { axes: ofData, model }: Sampled,
): void {
  const axes = model ? axesOf(model) : ofData;
  if (axes === undefined || dimensions.includes(axes)) return;
  const fitting = [...known.values()].filter((other) => other.dimensions.includes(axes));
  const names = fitting.map(({ name }) => name).join(", ");
  const whose = model ? "the network takes" : "the data are";
  throw new OptionError(
    ["type"],
    `${kind} "${name}" works on ${dimensions.map((n) => SAMPLES[n]).join(", ")}, ${whose} ${SAMPLES[axes]}: ${
      names ? `use one of ${names}` : "there is none for them"
    }`,
  );
}

const SAMPLES: Readonly<Record<Axes, string>> = { 2: "images (2D)", 3: "volumes (3D)" };

/** An error about `spec`; where that stands in the options of the component being built, its path starts there. */
function placed(error: unknown, options: unknown, spec: Spec): unknown {
  const prefix = options === undefined ? undefined : pathTo(options, spec);
  if (!prefix || !(error instanceof OptionError)) return error;
  return new OptionError([...prefix, ...error.path], error.message);
}

/** Components by kind and name, and the plugins that bring them. */
function collect(
  plugins: readonly Plugin[],
): { readonly components: Components; readonly owners: ReadonlyMap<Component, Plugin> } {
  const components = Object.fromEntries(KINDS.map((kind) => [kind, new Map()])) as unknown as Components;
  const owners = new Map<Component, Plugin>();
  for (const plugin of plugins) {
    try {
      checkVersion(plugin.apiVersion);
    } catch (error) {
      throw new TypeError(`Cannot use plugin ${calledFrom(plugin)}: ${(error as Error).message}`);
    }
    for (const component of plugin.components) {
      const { kind, name } = component, other = components[kind]?.get(name);
      if (!components[kind]) {
        throw new TypeError(
          `Cannot use plugin ${calledFrom(plugin)}: found kind "${kind}", expected one of ${
            KINDS.join(", ")
          }`,
        );
      }
      if (other) {
        throw new RangeError(
          `Cannot add ${kind} "${name}" of ${calledFrom(plugin)}: ${
            calledFrom(owners.get(other)!)
          } brings one of that name; rename yours`,
        );
      }
      components[kind].set(name, component);
      owners.set(component, plugin);
    }
  }
  return { components, owners };
}

/** A plugin and where it came from: `@me/focal from ./focal.ts (run.yaml:3:11)`, `@dragsaw/losses (built in)`. */
function calledFrom({ name, origin }: Plugin): string {
  if (!origin) return `${name} (built in)`;
  const from = name === origin.specifier ? name : `${name} from ${origin.specifier}`;
  return origin.place === undefined ? from : `${from} (${origin.place})`;
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
