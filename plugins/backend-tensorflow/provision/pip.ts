import { join } from "node:path";
import { formatBytes, removeAll } from "@dragsaw/core/files";
import type { Progress } from "@dragsaw/core/tensor";
import type { Wheel } from "./releases.ts";
import { lastLine } from "./run.ts";
import type { Settings } from "./settings.ts";
import { spawn } from "./spawn.ts";
import { watchFolder } from "./watch_folder.ts";

/**
 * Has pip download a wheel into `folder`, wherever the user's pip gets its packages from. Any Python serves: platform,
 * version and ABI are those of the wheel. pip is killed when nothing more arrives for the stall limit (or the user's own
 * PIP_DEFAULT_TIMEOUT, where that is longer).
 *
 * @throws {Error} with pip's last line.
 */
export async function pipDownload(
  wheel: Wheel,
  folder: string,
  { python, limits, environment }: Pick<Settings, "python" | "limits" | "environment">,
  progress: Progress,
): Promise<void> {
  const temporary = join(folder, "pip");
  await Deno.mkdir(temporary, { recursive: true });
  const child = spawn(python, pipArguments(wheel, folder), {
    stdout: "null",
    // pip writes what has arrived here, which shows how far it is.
    variables: { TMPDIR: temporary, TEMP: temporary },
  });
  const patience = Math.max(limits.stall, 1000 * Number(environment("PIP_DEFAULT_TIMEOUT") || 0));
  let bytes = 0, stalled = false;
  const watch = watchFolder(temporary, patience, {
    grown(now) {
      bytes = now;
      const line = `fetching ${wheel.requirement} with pip: ${formatBytes(bytes)} of ${
        formatBytes(wheel.bytes)
      }`;
      progress(line, Math.min(1, bytes / wheel.bytes));
    },
    stalled() {
      stalled = true;
      child.kill("SIGKILL");
    },
  });
  try {
    const { success, code, stderr } = await child.output();
    const words = new TextDecoder().decode(stderr);
    if (stalled) throw new Error(`pip brought nothing for ${patience / 1000} s after ${formatBytes(bytes)}`);
    if (!success) throw new Error(lastLine(words) || `${python} -m pip ended with status ${code}`);
  } finally {
    await watch.stop();
    await removeAll(temporary);
  }
}

/** The arguments after the program's name. Nothing is kept in pip's own cache: the wheel is wanted once. */
export function pipArguments(wheel: Wheel, folder: string): string[] {
  const options = [
    "--no-deps",
    "--only-binary=:all:",
    "--no-cache-dir",
    "--no-input",
    "--progress-bar",
    "off",
  ];
  const abi = [
    "--python-version",
    "3.12",
    "--abi",
    "cp312",
    "--implementation",
    "cp",
    "--platform",
    wheel.platform,
  ];
  return [
    "-m",
    "pip",
    "--disable-pip-version-check",
    "download",
    ...options,
    ...abi,
    "--dest",
    folder,
    wheel.requirement,
  ];
}
