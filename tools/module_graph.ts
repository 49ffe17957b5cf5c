import { runDeno } from "./workspace.ts";

/** One import. */
export interface Edge {
  /** Importing file, from the root. */
  readonly from: string;
  /** Imported file from the root, or a specifier such as `npm:zod@4.6.7`. */
  readonly to: string;
  /** As written. */
  readonly specifier: string;
  /** Line, from 1. */
  readonly line: number;
  /** Whether it is gone at run time. */
  readonly typeOnly: boolean;
}

interface Resolved {
  readonly specifier: string;
  readonly span?: { readonly start: { readonly line: number } };
}

interface Info {
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly code?: Resolved;
      readonly type?: Resolved;
    }[];
  }[];
}

/**
 * Every import of the given files and of what they reach, by `deno info --json`. Imports that do not resolve are left to
 * `deno check`.
 */
export async function moduleGraph(files: readonly string[], root = "."): Promise<Edge[]> {
  const base = `file://${(await Deno.realPath(root)).replaceAll("\\", "/").replace(/^(?!\/)/, "/")}/`;
  const local = (specifier: string) =>
    specifier.startsWith(base) ? decodeURI(specifier.slice(base.length)) : specifier;
  const seen = new Set<string>();
  const edges: Edge[] = [];
  for (const file of files) {
    if (seen.has(file)) continue;
    const { code, stdout, stderr } = await runDeno(["info", "--json", file], root);
    if (code !== 0) throw new Error(`Cannot read the imports of ${file}: ${stderr.trim()}`);
    for (const { specifier, dependencies = [] } of (JSON.parse(stdout) as Info).modules) {
      const from = local(specifier);
      if (seen.has(from)) continue;
      seen.add(from);
      for (const { specifier: written, code, type } of dependencies) {
        const resolved = code ?? type;
        if (!resolved?.specifier) continue;
        const line = (resolved.span?.start.line ?? 0) + 1;
        edges.push({ from, to: local(resolved.specifier), specifier: written, line, typeOnly: !code });
      }
    }
  }
  return edges;
}
