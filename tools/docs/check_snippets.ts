import { runDeno } from "../workspace.ts";
import type { Page } from "./pages.ts";

const PERMISSIONS = ["read", "write", "env", "ffi", "sys", "run"].map((name) => `--allow-${name}`);

/** TypeScript blocks of pages that do not type-check, or fail when run. One line each. */
export async function failingSnippets(pages: readonly Page[], root = "."): Promise<readonly string[]> {
  const files = pages.filter(({ blocks }) =>
    blocks.some(({ language, info }) => /^(ts|typescript|js)$/.test(language) && !info.includes("ignore"))
  ).map(({ file }) => file);
  if (files.length === 0) return [];
  const { code, stdout, stderr } = await runDeno(
    ["test", "--doc", "--quiet", ...PERMISSIONS, ...files],
    root,
  );
  if (code === 0) return [];
  const base = new URL(`file://${await Deno.realPath(root)}/`).href;
  const faults = snippetFaults(`${stdout}\n${stderr}`, base);
  return faults.length > 0 ? faults : [`${files[0]}:1: snippets fail: ${stderr.trim()}`];
}

/** Failures of snippets in what `deno test --doc` wrote, the first of each snippet. @param base URL of the root. */
export function snippetFaults(output: string, base: string): readonly string[] {
  const faults = new Map<string, string>();
  for (const part of output.split("\n\n")) {
    const [, url, start, line] = /(file:\S+?\.md)#(\d+)-\d+\.\w+:(\d+)/.exec(part) ?? [];
    if (url === undefined || !url.startsWith(base) || faults.has(`${url}#${start}`)) continue;
    const what = part.split("\n").find((text) => /error/i.test(text))?.trim() ?? "fails";
    faults.set(`${url}#${start}`, `${url.slice(base.length)}:${Number(start) + Number(line) - 1}: ${what}`);
  }
  return [...faults.values()].sort(new Intl.Collator("en", { numeric: true }).compare);
}
