import packaged from "../packaged.json" with { type: "json" };
import type { Spellings, Writable } from "./names.ts";

/** Texts of a component and of its test, by file name. */
export type Texts = ReadonlyMap<string, string>;

/** The component of a kind and its test, under the new name: templates are real modules, checked and tested where they lie. */
export async function renderComponent(kind: Writable, names: Spellings): Promise<Texts> {
  const { [`${kind}.ts` as const]: code, [`${kind}_test.ts` as const]: test } = packaged.templates;
  return new Map([
    [`${names.snake}.ts`, await format(rename(code, kind, names))],
    [`${names.snake}_test.ts`, await format(rename(test, kind, names))],
  ]);
}

/** `template` as each place wants it: in quotes and ticks as in configs, in code as code does, of files as files. */
export function rename(text: string, kind: Writable, { kebab, snake, camel, pascal }: Spellings): string {
  return text
    .replaceAll(`"./${kind}.ts"`, `"./${snake}.ts"`)
    .replaceAll(/(?<=["`])template(?=["`. ])/g, kebab)
    .replaceAll(/\btemplate(?=\.json)/g, kebab)
    .replaceAll("Template", pascal)
    .replaceAll("template", camel);
}

/** Code as `deno fmt` writes it here. @throws {Error} when it cannot run. */
export async function format(text: string, extension = "ts"): Promise<string> {
  const child = new Deno.Command("deno", {
    args: ["fmt", "--quiet", "--no-config", "--ext", extension, "--line-width", "110", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot format what would be written: ${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
