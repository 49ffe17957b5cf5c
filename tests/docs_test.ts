import { assertEquals } from "@std/assert";
import { createRegistry } from "@dragsaw/core";
import { plugins } from "@dragsaw/dragsaw";
import { readPages } from "../tools/docs/pages.ts";
import { undescribed } from "../tools/docs/check_descriptions.ts";
import { staleReference } from "../tools/docs/reference.ts";
import { listTasks } from "../tools/docs/task_list.ts";

const ROOT = new URL("..", import.meta.url).pathname;

Deno.test("docs/reference is as the schemas have it: deno task docs writes it", async () => {
  assertEquals(await staleReference(ROOT), []);
});

Deno.test("every config key, component, option and flag is described", async () => {
  assertEquals(undescribed(createRegistry(plugins), await listTasks(), new Map()), []);
});

Deno.test("the index of the documentation leads to every page", async () => {
  const pages = await readPages(ROOT), index = pages.find(({ file }) => file === "docs/README.md");
  const linked = new Set([...index?.text.matchAll(/\]\(([^)#]+)/g) ?? []].map(([, path]) => `docs/${path}`));
  const reached = (file: string) => linked.has(file) || linked.has(file.replace(/[^/]+$/, "README.md"));
  assertEquals(
    pages.map(({ file }) => file).filter((file) => /^docs\/(?!README)/.test(file) && !reached(file)),
    [],
  );
});
