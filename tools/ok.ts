/**
 * The gate: everything that must hold before a change is taken. Runs all of it, then tells all that failed.
 *
 *     deno task ok              the whole gate
 *     deno task ok --fast       without the tests and the dry run of publishing: what the hook runs
 *     deno task ok --no-tests   without the tests
 *     deno task ok lint sizes   these checks alone
 *
 * @module
 */
import { checkLayers } from "./check_layers.ts";
import { checkSizes } from "./check_sizes.ts";
import { checkPacked } from "./pack.ts";
import { checkVersions } from "./versions.ts";
import { runDeno } from "./workspace.ts";

/** One check: what it finds wrong, nothing when all is well. */
interface Step {
  readonly name: string;
  /** Left out of `--fast`. */
  readonly slow?: boolean;
  readonly check: () => Promise<readonly string[]>;
}

const STEPS: readonly Step[] = [
  { name: "fmt", check: format },
  { name: "lint", check: deno("lint") },
  { name: "check", check: deno("check", "--quiet", ".") },
  { name: "layers", check: () => checkLayers() },
  { name: "sizes", check: () => checkSizes() },
  { name: "docs", check: deno("task", "--quiet", "docs", "--check") },
  { name: "packed", check: () => checkPacked() },
  { name: "versions", check: () => checkVersions() },
  { name: "publish", slow: true, check: deno("publish", "--quiet", "--dry-run", "--allow-dirty") },
  { name: "test", slow: true, check: test },
];

/** A deno command; its whole output is the finding. */
function deno(...args: string[]): () => Promise<readonly string[]> {
  return async () => {
    const { code, stdout, stderr } = await runDeno(args);
    return code === 0 ? [] : [`${stdout}${stderr}`.trim()];
  };
}

/** The files that `deno fmt` would change; their differences would bury the other findings. */
async function format(): Promise<readonly string[]> {
  const { code, stdout, stderr } = await runDeno(["fmt", "--check"]);
  if (code === 0) return [];
  const files = [...stderr.matchAll(/^from (.*):$/gm)].map(([, file]) =>
    `${file.replace(`${Deno.cwd()}/`, "")}: run deno fmt`
  );
  return files.length > 0 ? files : [`${stdout}${stderr}`.trim()];
}

/** The tests print as they go: they take minutes. */
async function test(): Promise<readonly string[]> {
  const { code } = await new Deno.Command(Deno.execPath(), { args: ["task", "--quiet", "test"] }).spawn()
    .status;
  return code === 0 ? [] : ["the tests failed: see above"];
}

function chosen(args: readonly string[]): readonly Step[] {
  const names = args.filter((arg) => !arg.startsWith("--"));
  const unknown = args.filter((arg) =>
    !["--fast", "--no-tests", ...STEPS.map(({ name }) => name)].includes(arg)
  );
  if (unknown.length > 0) {
    const known = STEPS.map(({ name }) => name).join(", ");
    throw new RangeError(`Expected --fast, --no-tests or one of ${known} but found ${unknown.join(", ")}`);
  }
  if (names.length > 0) return STEPS.filter(({ name }) => names.includes(name));
  if (args.includes("--fast")) return STEPS.filter(({ slow }) => !slow);
  return args.includes("--no-tests") ? STEPS.filter(({ name }) => name !== "test") : STEPS;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

const failed: [string, readonly string[]][] = [];
for (const { name, check } of chosen(Deno.args)) {
  const start = performance.now();
  const findings = await check().catch((error) => [String(error)]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  print(`${findings.length === 0 ? "ok    " : "FAILED"} ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (findings.length > 0) failed.push([name, findings]);
}
for (const [name, findings] of failed) print(`\n${name}:\n${findings.join("\n")}`);
if (failed.length > 0) print(`\nFailed: ${failed.map(([name]) => name).join(", ")}`);
Deno.exit(failed.length === 0 ? 0 : 1);
