/**
 * Lets tfjs-core's source and its tests load as they lie in npm's package, and puts them under the project's `tf`.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";

/** Where a module lies; `format` where its package does not say it. */
interface Found {
  readonly url: string;
  readonly format?: "module";
}

/**
 * From now on `@tensorflow/tfjs` is tfjs-core's source, for us and for tfjs-node's kernels: its tests look into the very
 * modules that the backend has to be registered with, and the published bundle of tfjs shows none of them.
 */
export function loadCoreFromSource(): void {
  // tfjs-core is ES modules that still call `require`
  Object.assign(globalThis, { require: createRequire(import.meta.url) });
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = "", conditions = [] } = context;
      const found = standIn(specifier, conditions) ?? sourceOf(specifier, parentURL);
      return found ? { ...found, shortCircuit: true } : next(specifier, context);
    },
  });
}

function standIn(specifier: string, conditions: readonly string[]): Found | undefined {
  if (/^(npm:\/?)?@tensorflow\/tfjs(@[\d.]+)?$/.test(specifier)) {
    return { url: import.meta.resolve("./tfjs.ts") };
  }
  // Its stand-in requires the real one, which is no import
  const seedrandom = specifier === "seedrandom" && conditions.includes("import");
  return seedrandom ? { url: import.meta.resolve("./seedrandom.ts") } : undefined;
}

/** A relative import of tfjs-core, which leaves endings out as bundlers allow. */
function sourceOf(specifier: string, parent: string): Found | undefined {
  if (!specifier.startsWith(".") || !parent.includes("/@tensorflow/tfjs-core/")) return undefined;
  const path = new URL(specifier, parent).href;
  const url = [path, `${path}.js`, `${path}/index.js`].find((url) =>
    url.endsWith(".js") && existsSync(new URL(url))
  );
  return url === undefined ? undefined : { url, format: "module" };
}
