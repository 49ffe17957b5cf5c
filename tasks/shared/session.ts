import { usualPrecision } from "@dragsaw/backend-tensorflow";
import {
  type Backend,
  type BackendFactory,
  createRegistry,
  type DraftConfig,
  loadConfig,
  type LoadedConfig,
  type LoadOptions,
  openBackend,
  type Registry,
} from "@dragsaw/core";
import { plugins } from "../mod.ts";
import { importPlugin } from "./import_plugin.ts";
import { configFile, configFiles } from "./packaged.ts";
import type { ProgressLine } from "./progress.ts";

/**
 * A config with the built-in plugins and its own.
 *
 * @param name Path, or a name as {@linkcode configFile} takes it.
 * @param change Of what was read and set.
 */
export async function load(
  name: string,
  set: readonly string[],
  change?: LoadOptions["change"],
): Promise<LoadedConfig> {
  return await loadConfig(await configFile(name), {
    registry: createRegistry(plugins),
    files: configFiles,
    set,
    importPlugin,
    precision: usualPrecision(),
    ...change ? { change } : {},
  });
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
