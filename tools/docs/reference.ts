import { createRegistry } from "@dragsaw/core";
import { KINDS } from "@dragsaw/core/registry";
import { plugins } from "@dragsaw/dragsaw";
import { commandsPage } from "./commands_page.ts";
import { componentFile, componentPage, componentTitle } from "./component_page.ts";
import { configPage } from "./config_page.ts";
import { listTasks } from "./task_list.ts";

/** Folder of the generated pages, from the project's root. */
export const REFERENCE = "docs/reference";

const NOTE = "<!-- written by deno task docs: change the schemas, not this file -->";

/** The generated pages by path, formatted as `deno fmt` does. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  const registry = createRegistry(plugins);
  const pages: [string, string][] = [
    ["README.md", indexPage()],
    ["config.md", configPage(registry)],
    ["commands.md", commandsPage(await listTasks())],
    ...KINDS.map((kind): [string, string] => [componentFile(kind), componentPage(registry, kind)]),
  ];
  const texts = await Promise.all(pages.map(([, text]) => formatted(`${NOTE}\n\n${text.trimEnd()}\n`)));
  return new Map(pages.map(([name], i) => [`${REFERENCE}/${name}`, texts[i]]));
}

/** Pages that are not as the schemas have them. One line each. */
export async function staleReference(root = "."): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [file, text] of await referencePages()) {
    const found = await Deno.readTextFile(`${root}/${file}`).catch(() => "");
    if (found === text) continue;
    const lines = text.split("\n"), line = found.split("\n").findIndex((one, i) => one !== lines[i]);
    faults.push(`${file}:${line + 1}: differs from the schemas: run deno task docs`);
  }
  return faults;
}

function indexPage(): string {
  const kinds = KINDS.map((kind) => `- [${componentTitle(kind)}](${componentFile(kind)})`);
  return [
    "# Reference",
    "",
    "Made from the schemas that configs and arguments are checked with.",
    "",
    "- [Config](config.md): every key of a config",
    "- [Commands](commands.md): every task and its options",
    ...kinds,
  ].join("\n");
}

async function formatted(markdown: string): Promise<string> {
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--quiet", "--config", config, "--ext", "md", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = child.output(), writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(markdown));
  await writer.close();
  const { code, stdout, stderr } = await output, decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot format a page: ${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
