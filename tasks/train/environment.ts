import type { Backend } from "@dragsaw/core";
import { cpus } from "node:os";
import dragsaw from "../deno.json" with { type: "json" };

/** Where a run ran: versions, library, processor, revision of the project. */
export async function environment(backend: Backend): Promise<Record<string, unknown>> {
  const processors = cpus();
  return {
    dragsaw: dragsaw.version,
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    platform: `${Deno.build.os} ${Deno.build.arch}`,
    processor: processors[0]?.model ?? "unknown",
    cores: processors.length,
    backend: backend.name,
    ...backend.environment,
    revision: await revision(),
  };
}

/** The commit that is checked out, read from git's own files; null outside a clone. */
async function revision(): Promise<string | null> {
  const git = new URL("../../.git/", import.meta.url);
  const read = async (name: string) => (await Deno.readTextFile(new URL(name, git))).trim();
  try {
    const head = await read("HEAD");
    return head.startsWith("ref: ") ? await read(head.slice(5)) : head;
  } catch {
    return null;
  }
}
