import { NIIVUE_LICENSE } from "./niivue_license.ts";

/** What a page takes of NiiVue. */
const WANTED = ["Niivue", "NVImage", "SLICE_TYPE", "SHOW_RENDER", "MULTIPLANAR_TYPE"];

/**
 * The source of NiiVue as a script that defines `niivue`. Its package has the bundle as a text, so that it can
 * stand in a page: nothing is fetched when the page is opened.
 *
 * @throws {TypeError} When the bundle is not what this version had.
 */
export async function loadNiivue(): Promise<string> {
  const { esm } = await import("@niivue/niivue/min") as { readonly esm: string };
  const source = decodeURIComponent(esm);
  const [statement, list] = /export\s*\{([^{}]*)\};?\s*$/.exec(source) ?? [];
  if (statement === undefined) {
    throw new TypeError("Cannot use NiiVue: its bundle does not end with its exports");
  }
  const names = new Map(
    list.split(",").map((entry) => {
      const [local, name = local] = entry.trim().split(/\s+as\s+/);
      return [name, local] as const;
    }),
  );
  const missing = WANTED.filter((name) => !names.has(name));
  if (missing.length > 0) throw new TypeError(`Cannot use NiiVue: it has no ${missing.join(", ")}`);
  const result = WANTED.map((name) => `${name}:${names.get(name)}`).join(",");
  const body = source.slice(0, -statement.length);
  return `${NIIVUE_LICENSE}const niivue=(()=>{${body};return{${result}}})();`;
}
