import { members, runDeno, sourceFiles } from "./workspace.ts";

/**
 * What `deno doc --lint` finds in the exports of every package, taken together, so that a type exported by one counts as public
 * in another. Two kinds are passed over: findings inside npm packages, whose files are not ours, and references to types that
 * no file of the project declares (zod's, tfjs's), which a reader finds in that package's documentation: `deno doc` calls them
 * private since it does not look into packages. One line each.
 */
export async function checkPublicDocs(root = "."): Promise<string[]> {
  const [packages, files] = await Promise.all([members(root), sourceFiles(root)]);
  const entries = packages.flatMap((member) => member.entries);
  const { stderr } = await runDeno(["doc", "--lint", ...entries], root);
  const base = (await Deno.realPath(root)).replaceAll("\\", "/");
  return ownFindings(stderr, base, await declaredTypes(files, root));
}

/** Findings that lie below `base`, as `file:line: what`; without those about types that are not among the `declared` ones. */
export function ownFindings(output: string, base: string, declared: ReadonlySet<string>): string[] {
  const findings = [
    ...output.replaceAll("\\", "/").matchAll(/^error\[([\w-]+)\]: (.*)\n\s*--> (.*):(\d+):\d+$/gm),
  ];
  return findings.flatMap(([, code, message, file, line]) => {
    if (!file.startsWith(`${base}/`)) return [];
    const type = /references private type '(\w+)/.exec(message)?.[1];
    if (type && !declared.has(type)) return [];
    return [`${file.slice(base.length + 1)}:${line}: ${message} (${code})`];
  });
}

async function declaredTypes(files: readonly string[], root: string): Promise<Set<string>> {
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(`${root}/${file}`)));
  const names = texts.flatMap((
    text,
  ) => [...text.matchAll(/^(?:export )?(?:abstract )?(?:interface|type|class) (\w+)/gm)]);
  return new Set(names.map(([, name]) => name));
}
