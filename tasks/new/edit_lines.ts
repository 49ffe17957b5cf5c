/** Puts a component into the `mod.ts` of its package: import, export, and the plugin's list. */
export function addToModule(text: string, camel: string, file: string): string {
  const imported = `import { ${camel} } from "./${file}";\n`;
  const exported = `export * from "./${file}";\n`;
  const imports = lastEnd(text, /^import [^;]*? from "[^"]+";\n/gms);
  const withImport = insert(text, imports, imported, "an import to stand behind");
  const exports = lastEnd(withImport, /^export [^;]*? from "[^"]+";\n/gms);
  const place = exports ?? lastEnd(withImport, /^import [^;]*? from "[^"]+";\n/gms);
  const withExport = insert(
    withImport,
    place,
    exports === undefined ? `\n${exported}` : exported,
    "an export",
  );
  return insert(withExport, listEnd(withExport, "components: ["), `, ${camel}`, "the plugin's components");
}

/** Puts a package into the root's `deno.json`, and leaves the rest as it is written. */
export function addToWorkspace(text: string, folder: string): string {
  const paths = [...text.matchAll(/^ {4}"\.\/plugins\/[^"]+",?$/gm)];
  const after = paths.findLast(([line]) => line.trim() < `"./${folder}"`) ?? paths[0];
  return insert(text, after.index + after[0].length + 1, `    "./${folder}",\n`, "the workspace");
}

/** Puts a plugin into the list of built-in ones. */
export function addToPlugins(text: string, camel: string, packageName: string): string {
  const imported = `import ${camel} from "${packageName}";\n`;
  const imports = lastEnd(text, /^import \w+ from "@dragsaw\/[^"]+";\n/gm);
  const withImport = insert(text, imports, imported, "the imports of packages");
  return insert(
    withImport,
    listEnd(withImport, "plugins: readonly Plugin[] = ["),
    `, ${camel}`,
    "the plugins",
  );
}

/** Puts a case into those that are compiled and compared with op by op. */
export function addCase(text: string, component: string, set: string): string {
  const start = text.indexOf("const CASES"), end = text.indexOf("\n};", start);
  const line = `  "${component}": { "by default": ${set} },\n`;
  return insert(text, start < 0 || end < 0 ? undefined : end + 1, line, "CASES");
}

function insert(text: string, at: number | undefined, line: string, what: string): string {
  if (at === undefined) throw new Error(`Cannot add a line: did not find ${what}`);
  return text.slice(0, at) + line + text.slice(at);
}

function lastEnd(text: string, pattern: RegExp): number | undefined {
  const last = [...text.matchAll(pattern)].at(-1);
  return last && last.index + last[0].length;
}

/** Where the last item of a list ends. */
function listEnd(text: string, opening: string): number | undefined {
  const start = text.indexOf(opening);
  if (start < 0) return undefined;
  let depth = 1, at = start + opening.length;
  for (; at < text.length && depth > 0; at++) {
    if ("[({".includes(text[at])) depth++;
    if ("])}".includes(text[at])) depth--;
  }
  const items = text.slice(0, at - 1).trimEnd();
  return items.endsWith(",") ? items.length - 1 : items.length;
}
