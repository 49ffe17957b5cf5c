import dragsaw from "../deno.json" with { type: "json" };
import packaged from "../packaged.json" with { type: "json" };
import { pluginSuiteText, readme, settingsOf, WORKFLOW } from "./package_files.ts";
import { dirname, exists, join, resolve } from "../shared/paths.ts";
import { UsageError } from "../shared/command.ts";
import { CHECKOUT, moduleText } from "./in_tree.ts";
import { spell, type Writable } from "./names.ts";
import { format, renderComponent } from "./render.ts";
import { configEntry } from "./usage.ts";
import { writeAll } from "./write_all.ts";

/** A package to be made. */
export interface PackageRequest {
  /** Of its component. */
  readonly kind: Writable;
  /** Of its component, in configs. */
  readonly name: string;
  /** On JSR: @scope/name. */
  readonly packageName: string;
  /** Where; the last part of the package's name unless given. */
  readonly folder?: string | undefined;
  /** For the licence. */
  readonly author?: string | undefined;
}

/** A package that was made. */
export interface PackageMade {
  /** Where it lies. */
  readonly folder: string;
  /** Its files, from there. */
  readonly written: readonly string[];
}

/** Makes a package of its own, outside of this checkout. @throws {UsageError} for a name or a folder that will not do. */
export async function outside(request: PackageRequest): Promise<PackageMade> {
  const { kind, name, packageName, author = "the authors" } = request;
  checkPackageName(packageName);
  const folder = request.folder ?? packageName.split("/")[1];
  await checkFolder(folder);
  const names = spell(kind, name, new Set(["plugin"]));
  const texts = new Map([
    ["deno.json", await format(JSON.stringify(settingsOf(packageName, dragsaw.version)), "json")],
    ["mod.ts", await format(moduleText(packageName, kind, names))],
    ["mod_test.ts", await format(pluginSuiteText())],
    ...await renderComponent(kind, names),
    ["README.md", await format(readme(request, configEntry(kind, name)), "md")],
    ["LICENSE", licence(author)],
    [".github/workflows/ci.yml", WORKFLOW],
    [".gitignore", "/node_modules/\n/cov/\n"],
  ]);
  await writeAll([...texts].map(([file, text]) => ({ path: resolve(join(folder, file)), text })));
  return { folder, written: [...texts.keys()] };
}

function checkPackageName(name: string): void {
  if (/^@[a-z0-9][a-z0-9-]{0,18}[a-z0-9]\/[a-z0-9][a-z0-9-]{0,56}[a-z0-9]$/.test(name)) return;
  throw new UsageError(
    `--package is "${name}", wanted a name for JSR: @scope/name of lower-case letters, digits and dashes, as @you/dragsaw-focal`,
  );
}

/** @throws {UsageError} for a folder that holds something, or one of this checkout. */
async function checkFolder(folder: string): Promise<void> {
  const path = resolve(folder);
  if (CHECKOUT !== undefined && `${path}/`.startsWith(CHECKOUT)) {
    throw new UsageError(
      `"${folder}" lies in this checkout, a package of your own belongs outside: --out ../${
        path.split("/").at(-1)
      }`,
    );
  }
  if (!await exists(path)) {
    if (await exists(dirname(path))) return;
    throw new UsageError(`There is no folder "${dirname(path)}" to make the package in`);
  }
  if ((await Array.fromAsync(Deno.readDir(path))).length === 0) return;
  throw new UsageError(`"${folder}" is there and not empty: nothing is overwritten; give another with --out`);
}

/** The licence of this project under another's name. */
function licence(author: string): string {
  return packaged.license.replace(/^Copyright .*$/m, `Copyright (c) ${new Date().getFullYear()} ${author}`);
}

/** Says what was done and what comes next. */
export function reportPackage(
  { kind, name, packageName, author }: PackageRequest,
  { folder, written }: PackageMade,
): string {
  const file = resolve(folder, "mod.ts");
  return [
    `Wrote ${packageName} to ${folder}: ${written.join(", ")}`,
    ...author === undefined ? ['LICENSE names "the authors": put your name there'] : [],
    "",
    `Edit ${
      join(folder, written.find((path) => /^(?!mod|.*_test).*\.ts$/.test(path))!)
    }; then, in that folder,`,
    "  deno task check && deno task test",
    "and in a config",
    `  plugins: [${file}]`,
    `  ${configEntry(kind, name)}`,
    "Published, it is plugins: [jsr:" + packageName + "]",
  ].join("\n");
}
