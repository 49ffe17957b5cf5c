import { runFolder } from "@dragsaw/core";
import { eventFiles, writeEvents } from "@dragsaw/reports";
import { parse } from "@std/yaml";
import { hostname } from "node:os";
import { metricsOf } from "../report/metrics_of.ts";
import { exists } from "../shared/paths.ts";
import { evaluationMoments, logMoments, weightMoments } from "./moments.ts";

/**
 * Writes the event files of a run out of its folder, in the place of those that were written so before: its log, unless the
 * training itself wrote that, and its evaluations. @returns How many moments they tell of.
 */
export async function writeRunEvents(run: string): Promise<number> {
  const files = runFolder(run), host = hostname();
  const config = parse(await Deno.readTextFile(files.config)) as Readonly<Record<string, unknown>>;
  const isLive = (await eventFiles(run, "training")).length > 0;
  const log = isLive || !await exists(files.metrics)
    ? []
    : [...await logMoments(run), ...await weightMoments(run)];
  const evaluations = await evaluationMoments(run, metricsOf(config)[0]);
  if (log.length > 0) await writeEvents({ folder: run, source: "log", host }, log);
  if (evaluations.length > 0) await writeEvents({ folder: run, source: "evaluation", host }, evaluations);
  return log.length + evaluations.length;
}
