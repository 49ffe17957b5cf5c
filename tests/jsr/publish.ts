import { runDeno } from "../../tools/workspace.ts";
import type { Registry } from "./registry.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** Publishes the package, or the packages of the workspace, in a folder. Types are what the gate checks. */
export async function publish(folder: string, { url }: Registry, ...options: string[]): Promise<void> {
  const args = ["publish", "--quiet", "--no-check", "--allow-dirty", "--no-provenance", "--token=any"];
  const { code, stdout, stderr } = await runDeno([...args, ...options], folder, { JSR_URL: url });
  if (code !== 0) throw new Error(`Cannot publish ${folder}: ${stdout}${stderr}`);
}

/** Publishes every package of the project, and below `folder` the stand-ins for `@std` that it rests on here. */
export async function publishProject(registry: Registry, folder: string): Promise<void> {
  const { links, imports } = await readJson<{ links: string[]; imports: Record<string, string> }>(
    `${ROOT}deno.json`,
  );
  for (const link of links) {
    const target = `${folder}/${link.split("/").at(-1)}`;
    await Deno.mkdir(target);
    for await (const { name } of Deno.readDir(ROOT + link)) {
      await Deno.copyFile(`${ROOT}${link}/${name}`, `${target}/${name}`);
    }
    const member = await readJson<Record<string, unknown>>(`${target}/deno.json`);
    const { yaml } = imports;
    await Deno.writeTextFile(
      `${target}/deno.json`,
      JSON.stringify({ ...member, license: "MIT", imports: { yaml }, publish: { exclude: ["*_test.ts"] } }),
    );
    await publish(target, registry, "--allow-slow-types");
  }
  await publish(ROOT, registry);
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await Deno.readTextFile(file)) as T;
}
