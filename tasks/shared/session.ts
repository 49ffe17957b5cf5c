import {
  type Backend,
  type BackendFactory,
  createRegistry,
  type DraftConfig,
  loadConfig,
  type LoadedConfig,
  type LoadOptions,
  openBackend,
  type Plugin,
  type Registry,
} from "@dragsaw/core";
import { isAbsolute, resolve, toFileUrl } from "./paths.ts";
import { plugins } from "../../mod.ts";
import type { ProgressLine } from "./progress.ts";

/** The config at `file` with the built-in plugins and its own. @param change Of what was read and set. */
export function load(
  file: string,
  set: readonly string[],
  change?: LoadOptions["change"],
): Promise<LoadedConfig> {
  return loadConfig(file, {
    registry: createRegistry(plugins),
    set,
    importPlugin,
    ...change ? { change } : {},
  });
}

/** Imports a plugin: a package by its specifier, a file by its path from the working directory. */
async function importPlugin(specifier: string): Promise<Plugin> {
  const module: { default: Plugin } = await import(pluginUrl(specifier));
  return module.default;
}

/** What `import()` is given for a plugin named in a config. */
export function pluginUrl(specifier: string): string {
  return specifier.startsWith(".") || isAbsolute(specifier) ? toFileUrl(resolve(specifier)) : specifier;
}

/**
 * Opens the backend that `DRAGSAW_BACKEND` or the config names, or else the best that can run here; a slow one is said
 * loudly, once, with the reason and what to do.
 */
export async function openTensors(
  config: DraftConfig,
  registry: Registry,
  progress: ProgressLine,
): Promise<Backend> {
  const { threads } = config.backend;
  const options = threads === undefined ? {} : { threads };
  const factories = registry.names("backend").map((type): BackendFactory =>
    registry.build("backend", { type, ...options }, {})
  );
  const asked = Deno.env.get("DRAGSAW_BACKEND") || undefined;
  const wanted = asked ?? config.backend.type;
  const { backend, refused } = await openBackend(factories, wanted, (line) => progress.update(line, true));
  if (backend.name === "js") {
    const why = refused.map(({ name, reason }) => `${name}: ${reason}`).join("\n  ") ||
      `${asked ? `DRAGSAW_BACKEND=${asked}` : "backend.type"} asks for it`;
    progress.line(
      "SLOW: training runs in plain JavaScript on one thread, 10 to 100 times slower than TensorFlow.\n" +
        `  ${why}\n  What to do: deno task doctor says what is missing and how to get it.`,
    );
  } else {
    const { [backend.name]: version, device } = backend.environment;
    progress.line(`Backend: ${backend.name} ${version} on ${device}`);
  }
  return backend;
}
