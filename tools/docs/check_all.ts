import { createRegistry } from "@dragsaw/core";
import { plugins } from "@dragsaw/dragsaw";
import { checkDocs } from "../check_docs.ts";
import { checkPublicDocs } from "../check_public_docs.ts";
import { isTest, projectFiles } from "../workspace.ts";
import { wrongCommands } from "./check_commands.ts";
import { wrongConfigs } from "./check_configs.ts";
import { undescribed } from "./check_descriptions.ts";
import { wrongDocLinks, wrongLinks } from "./check_links.ts";
import { unknownTasks } from "./check_mentions.ts";
import { failingSnippets } from "./check_snippets.ts";
import { readPages } from "./pages.ts";
import { staleReference } from "./reference.ts";
import { listTasks } from "./task_list.ts";

/** What is written into packages of their own, whose tasks are others. */
const TEMPLATES = /^tasks\/new\//;

/** All that is wrong in the documentation. One line each, with file and line. */
export async function checkAll(root = "."): Promise<readonly string[]> {
  const files = await projectFiles(root), registry = createRegistry(plugins);
  const [pages, tasks, texts] = await Promise.all([readPages(root), listTasks(), readTexts(files, root)]);
  const sources = new Map([...texts].filter(([file]) => file.endsWith(".ts")));
  const found = await Promise.all([
    checkDocs(root),
    checkPublicDocs(root),
    staleReference(root),
    wrongConfigs(pages, registry, root),
    failingSnippets(pages, root),
  ]);
  return [
    ...found.flat(),
    ...tasks.flatMap(({ fault }) => fault === undefined ? [] : [fault]),
    ...wrongLinks(pages),
    ...wrongDocLinks(sources, new Set(files)),
    ...wrongCommands(pages, tasks),
    ...unknownTasks(texts, tasks),
    ...undescribed(registry, tasks, sources),
  ];
}

/** Pages, code and configs; tests may name what is not there. */
async function readTexts(files: readonly string[], root: string): Promise<ReadonlyMap<string, string>> {
  const wanted = files.filter((file) =>
    /\.(md|ts|ya?ml)$/.test(file) && !isTest(file) && !TEMPLATES.test(file)
  );
  const texts = await Promise.all(wanted.map((file) => Deno.readTextFile(`${root}/${file}`)));
  return new Map(wanted.map((file, i) => [file, texts[i]]));
}
