import { assert, assertMatch, assertThrows } from "@std/assert";
import {
  type BuildContext,
  createNetwork,
  createRegistry,
  type Kind,
  KINDS,
  type LossBuildContext,
  OptionError,
  planParameters,
  type Spec,
} from "@dragsaw/core";
import { componentTexts } from "@dragsaw/core/config";
import { pluginSuite } from "@dragsaw/core/testing";
import { plugins } from "@dragsaw/dragsaw";

const registry = createRegistry(plugins);
const all = KINDS.flatMap((kind) => registry.names(kind).map((name) => ({ kind, name })));

/** What a component is built with here: a U-Net that never runs is the model, of volumes for what takes them alone. */
function context(kind: Kind, name: string): unknown {
  const build: BuildContext["build"] = (kind, spec, inner) => registry.build(kind, spec, inner);
  const network: BuildContext = { parameters: planParameters().parameters, classes: 2, channels: 3, build };
  const flat = registry.component(kind, name).dimensions.includes(2), size = flat ? [64, 64] : [16, 16, 16];
  const model = () =>
    registry.build("model", { type: flat ? "unet" : "unet3d" }, {
      ...network,
      parameters: planParameters().parameters,
    });
  if (kind === "dataset") return { seed: 0 };
  if (kind === "model" || kind === "backbone") return network;
  if (kind === "refiner") return { ...network, model: model() };
  if (kind === "loss") {
    const twin: LossBuildContext["twin"] = ({ heads }) => ({
      network: createNetwork(model(), []),
      heads: heads(planParameters().parameters),
    });
    return { ...network, model: model(), size, twin };
  }
  return {};
}

/** Options of a component that have no default. */
function needed(kind: Kind, name: string): string[] {
  return componentTexts(registry, kind).find((text) => text.name === name)!.options
    .filter(({ required }) => required).map(({ key }) => key);
}

Deno.test("there is a component of every kind, and every plugin brings some", () => {
  for (const kind of KINDS) assert(registry.names(kind).length > 0, kind);
  for (const { name } of plugins) assertMatch(name, /^@dragsaw\/[a-z-]+$/);
});

for (const plugin of plugins) pluginSuite(plugin, Deno.test, registry);

for (const { kind, name } of all) {
  Deno.test(`${kind} "${name}" builds from its defaults, or says which options it needs`, async () => {
    const build = () => registry.build(kind, { type: name } as Spec, context(kind, name) as never);
    const missing = needed(kind, name);
    if (missing.length === 0) assert(await build() !== undefined);
    else {
      const error = assertThrows(build, OptionError);
      for (const key of missing) {
        assert(error.message.includes(key), `${error.message} does not name "${key}"`);
      }
    }
  });
}
