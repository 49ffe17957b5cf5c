/**
 * Starts a program without a shell or input. It gets the environment without `LD_*` and `DYLD_*`: where those are set Deno
 * starts nothing, unless everything may be run.
 *
 * @param variables Set on top.
 * @throws {Error} when there is no such program.
 */
export function spawn(
  program: string,
  args: readonly string[],
  { stdout, variables }: { stdout: "piped" | "null"; variables?: Readonly<Record<string, string>> },
): Deno.ChildProcess {
  const inherited = Object.entries(Deno.env.toObject()).filter(([name]) => !/^(LD|DYLD)_/.test(name));
  try {
    return new Deno.Command(program, {
      args: [...args],
      clearEnv: true,
      env: { ...Object.fromEntries(inherited), ...variables },
      stdin: "null",
      stdout,
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error(`no ${program} on the PATH`, { cause: error });
  }
}
