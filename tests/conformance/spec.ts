/** One of tfjs-core's tests after a run. */
export interface Spec {
  /** Its suites' names and its own. */
  readonly name: string;
  /** `pending`: tfjs-core itself has put it off. */
  readonly status: "passed" | "failed" | "pending";
  /** What did not hold. */
  readonly message: string;
}

const PERMISSIONS = ["read", "write", "env", "ffi", "sys", "run", "net"].map((name) => `--allow-${name}`);
let running: Promise<Spec[]> | undefined;

/**
 * All of tfjs-core's tests, run once on our TensorFlow backend in a process of their own.
 *
 * @throws {Error} with what the process wrote when it did not come to its end.
 */
export function runSpecs(): Promise<Spec[]> {
  return running ??= run();
}

async function run(): Promise<Spec[]> {
  const report = await Deno.makeTempFile({ suffix: ".json" });
  try {
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", ...PERMISSIONS, new URL("run_specs.ts", import.meta.url).pathname, report],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    if (code !== 0) {
      throw new Error(`Running tfjs-core's tests: status ${code}\n${new TextDecoder().decode(stderr)}`);
    }
    return JSON.parse(await Deno.readTextFile(report));
  } finally {
    await Deno.remove(report);
  }
}
