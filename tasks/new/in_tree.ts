import { fileURLToPath } from "node:url";
import dragsaw from "../deno.json" with { type: "json" };
import { UsageError } from "../shared/command.ts";
import { relative } from "../shared/paths.ts";
import { addCase, addToModule, addToPlugins, addToWorkspace } from "./edit_lines.ts";
import { spell, type Spellings, type Writable } from "./names.ts";
import { format, renderComponent, type Texts } from "./render.ts";
import { setArguments } from "./usage.ts";
import { type Change, writeAll } from "./write_all.ts";

/** The checkout; a folder of the registry's where there is none. */
const ROOT = new URL("../../", import.meta.url);

/** The checkout's path, with a slash at its end; undefined where these modules come from the registry. */
export const CHECKOUT: string | undefined = ROOT.protocol === "file:" ? fileURLToPath(ROOT) : undefined;

/** The package that holds the components of a kind; a network and an engine are packages of their own. */
const GROUPS: Readonly<Record<Writable, string | undefined>> = {
  backend: undefined,
  dataset: "datasets",
  transform: "plugins/augment",
  backbone: "plugins/backbones",
  model: undefined,
  refiner: "plugins/attention",
  loss: "plugins/losses",
  optimizer: "plugins/optimizers",
  schedule: "plugins/optimizers",
  metric: "plugins/metrics",
  report: "plugins/reports",
};

/** What is set over a small U-Net to compare a compiled step with op by op; kinds that have no part in a step have none. */
const CASES: Partial<Record<Writable, (name: string) => string>> = {
  backbone: (name) => `fcn("type: ${name}, width: 2")`,
  model: (name) => `["model={ type: ${name}, width: 4 }"]`,
  refiner: (name) => `["refine=[{ type: ${name}, slots: [encoder.1, decoder.1] }]"]`,
  loss: (name) => `["losses.segmentation={ type: ${name} }"]`,
  optimizer: (name) => `["optimizer={ type: ${name} }"]`,
};

/** Files that a new component brought, and those it changed, from the root. */
export interface Written {
  /** New ones; the component is the first. */
  readonly made: readonly string[];
  /** Others. */
  readonly changed: readonly string[];
}

/**
 * Writes a component into this checkout.
 *
 * @throws {UsageError} where there is no checkout. @throws {RangeError} when one of its files is there already.
 */
export async function inTree(kind: Writable, name: string): Promise<Written> {
  if (CHECKOUT === undefined) {
    throw new UsageError(
      "There is no checkout of Dragsaw to write into: make a package, with --package @you/NAME",
    );
  }
  const group = GROUPS[kind], made: Change[] = [], edits: Change[] = [];
  const edit = async (file: string, change: (text: string) => string) => {
    const path = pathOf(file), before = await Deno.readTextFile(path);
    const changed = change(before);
    edits.push({ path, before, text: file.endsWith(".ts") ? await format(changed) : changed });
  };
  const folder = group ?? `plugins/${name}`;
  const used = group ? wordsOf(await Deno.readTextFile(pathOf(`${group}/mod.ts`))) : undefined;
  const names = spell(kind, name, used);
  const add = (texts: Texts) =>
    texts.forEach((text, file) => made.push({ path: pathOf(`${folder}/${file}`), text }));
  add(await renderComponent(kind, names));
  if (group) await edit(`${group}/mod.ts`, (text) => addToModule(text, names.camel, `${names.snake}.ts`));
  else {
    const member = spell(kind, name, wordsOf(await Deno.readTextFile(pathOf("tasks/mod.ts"))));
    add(await packageTexts(kind, names));
    await edit("deno.json", (text) => addToWorkspace(text, folder));
    await edit("tasks/mod.ts", (text) => addToPlugins(text, member.camel, `@dragsaw/${name}`));
  }
  const compared = CASES[kind];
  if (compared) {
    await edit("tests/compiled_test.ts", (text) => addCase(text, `${kind} ${name}`, compared(name)));
  }
  await writeAll([...made, ...edits]);
  await run("schema");
  await run("docs");
  const changed = [...edits.map(({ path }) => path), pathOf("configs/schema.json"), pathOf("docs/reference")];
  return { made: made.map(({ path }) => shown(path)), changed: changed.map(shown) };
}

/** The files of a package beside those of its component. */
async function packageTexts(kind: Writable, { kebab, snake, camel }: Spellings): Promise<Texts> {
  const name = `@dragsaw/${kebab}`, { version, license } = dragsaw;
  const settings = { name, version, license, exports: "./mod.ts" };
  return new Map([
    ["deno.json", `${JSON.stringify(settings, null, 2)}\n`],
    ["mod.ts", await format(moduleText(name, kind, { snake, camel, kebab }))],
    [
      "README.md",
      `# ${name}\n\nThe ${kind} \`${kebab}\` of Dragsaw; \`@dragsaw/dragsaw\` has it built in.\n`,
    ],
  ]);
}

/** `mod.ts` of a package with one component. */
export function moduleText(
  packageName: string,
  kind: Writable,
  { snake, camel, kebab }: Omit<Spellings, "pascal">,
): string {
  return `/**
 * The ${kind} \`${kebab}\` of Dragsaw.
 *
 * @module
 */
import type { Plugin } from "@dragsaw/core/registry";
import { ${camel} } from "./${snake}.ts";

export * from "./${snake}.ts";

/** What this package brings. */
const plugin: Plugin = { name: "${packageName}", apiVersion: 1, components: [${camel}] };
export default plugin;
`;
}

/** Says what was done and what comes next. */
export function report(kind: Writable, name: string, { made, changed }: Written): string {
  const test = made.find((file) => file.endsWith("_test.ts"))!;
  return [
    `Wrote ${made.join("\n      ")}`,
    `Changed ${changed.join("\n        ")}`,
    "",
    `Edit ${made[0]}; then`,
    `  deno task test ${test}`,
    `  deno task train configs/quickstart.yaml ${setArguments(kind, name)}`,
    "  deno task schema && deno task docs    when its options have changed",
    "  deno task ok",
  ].join("\n");
}

/** Runs a task of this checkout. @throws {Error} with all that it said when it fails. */
async function run(task: string): Promise<void> {
  const { code, stdout, stderr } = await new Deno.Command("deno", {
    args: ["task", "--quiet", task],
    cwd: ROOT,
    stdin: "null",
  }).output();
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("").trim();
  if (code !== 0) throw new RangeError(`All is written, but deno task ${task} failed:\n${said}`);
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/\w+/g));
}

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, ROOT));
}

function shown(path: string): string {
  return relative(Deno.cwd(), path);
}
