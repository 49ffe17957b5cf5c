import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { isTest, members } from "../tools/workspace.ts";
import { type OutsideProject, outsideProject } from "./jsr/outside.ts";
import { publish, publishProject } from "./jsr/publish.ts";
import { type Registry, serveRegistry } from "./jsr/registry.ts";
import { withFolder } from "./tiny.ts";

const ROOT = new URL("..", import.meta.url);

/** All that a project needs. */
const THREE_LINES = `{
  "tasks": { "train": "deno run -A jsr:@dragsaw/dragsaw/train" }
}
`;

/** A step trains 8 images of 64x64. */
const SHORT = ["--set", "train.steps=12", "--set", "train.saveEvery=4", "--set", "train.logEvery=1"];

Deno.test("a project of three lines trains, resumes, takes a stranger's plugin and sweeps, from packages alone", async (t) => {
  await withFolder(async (folder) => {
    for (const part of ["packages", "std"]) await Deno.mkdir(`${folder}/${part}`);
    await using registry = serveRegistry(`${folder}/packages`);
    await t.step("every package publishes, none with its tests", () => publishAll(registry, folder));
    const open = (name: string) =>
      outsideProject(registry, { folder: `${folder}/${name}`, cache: `${folder}/cache` });
    const project = await open("lesions");
    await project.write("deno.json", THREE_LINES);
    await t.step("the quickstart trains, and goes on where it was stopped", () => trainAndResume(project));
    await t.step("no module comes from the workspace", () => comesFromPackages(project, registry));
    await t.step("a stranger makes, proves and publishes a package, and it plugs in", async () => {
      const stranger = await open("focal");
      await makePackage(stranger);
      await publish(stranger.folder, registry);
      await plugIn(project);
    });
    await t.step("a project that was created sweeps with the permissions of its tasks", async () => {
      await sweep(await open("created"));
    });
  });
});

async function publishAll(registry: Registry, folder: string): Promise<void> {
  await publishProject(registry, `${folder}/std`);
  for (const { name } of await members()) {
    const files = registry.files(name, await version());
    assertEquals(files.filter((file) => isTest(file)), [], name);
    assert(files.includes("/README.md"), `${name} has no README.md`);
  }
}

async function trainAndResume(project: OutsideProject): Promise<void> {
  const args = ["task", "train", "quickstart", ...SHORT, "--run", "runs/first"];
  const running = project.start(...args);
  await running.said(/ [5-9]\/12 /);
  running.kill("SIGINT");
  const { status, stdout } = await running.ended;
  assertEquals(status, 130, stdout);
  const second = await project.run(...args);
  assertStringIncludes(second.stdout, "going on after step");
  assertStringIncludes(second.stdout, "test: 24 images at their own size");
  const environment = JSON.parse(await Deno.readTextFile(`${project.folder}/runs/first/environment.json`));
  assertEquals([environment.dragsaw, environment.revision], [await version(), null]);
}

async function comesFromPackages(project: OutsideProject, { url }: Registry): Promise<void> {
  for (const entry of ["train", "loader_worker.ts"]) {
    const module = entry.endsWith(".ts")
      ? `${url}@dragsaw/dragsaw/${await version()}/${entry}`
      : `jsr:@dragsaw/dragsaw/${entry}`;
    const { stdout } = await project.run("info", "--json", module);
    const { modules } = JSON.parse(stdout) as { modules: { specifier: string; error?: string }[] };
    const strange = modules.filter(({ specifier, error }) => error || !isPackage(specifier, url));
    assertEquals(strange, [], entry);
  }
  const train = ["run", "-A", `--deny-read=${ROOT.pathname}`, "jsr:@dragsaw/dragsaw/train", "quickstart"];
  assertStringIncludes((await project.run(...train, "--dry-run")).stdout, "Resolved config:");
}

function isPackage(specifier: string, url: string): boolean {
  return specifier.startsWith(url) || /^(npm|node):/.test(specifier);
}

async function makePackage(project: OutsideProject): Promise<void> {
  const focal = ["loss", "focal", "--package", "@someone/dragsaw-focal", "--out", "."];
  await project.run("run", "-A", "jsr:@dragsaw/dragsaw/new", ...focal);
  assertStringIncludes(
    (await project.run("task", "test")).stdout,
    "focal has the gradient that differences give",
  );
}

async function plugIn(project: OutsideProject): Promise<void> {
  await project.write(
    "focal.yaml",
    "extends: quickstart\nplugins: ['jsr:@someone/dragsaw-focal']\nlosses: { segmentation: { type: focal, gamma: 1 } }\n",
  );
  const { stdout } = await project.run("task", "train", "focal.yaml", ...SHORT, "--set", "train.steps=2");
  assertStringIncludes(stdout, "Trained 2 steps");
}

/** The sweep trains in a process of its own. */
async function sweep(project: OutsideProject): Promise<void> {
  await project.run("run", "-A", "jsr:@dragsaw/dragsaw/create");
  const table = ["modules", "--base", "quickstart", "--rows", "baseline", "--seeds", "1", "--quick"];
  const { stdout } = await project.run("task", "ablate", ...table);
  assertStringIncludes(stdout, "baseline");
}

async function version(): Promise<string> {
  const text = await Deno.readTextFile(new URL("tasks/deno.json", ROOT));
  return (JSON.parse(text) as { version: string }).version;
}
