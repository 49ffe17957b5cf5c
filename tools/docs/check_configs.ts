import type { Registry } from "@dragsaw/core";
import { ConfigError, type ConfigFiles, loadConfig, readDocument } from "@dragsaw/core/config";
import { normalize } from "node:path";
import { configFiles } from "../../tasks/shared/packaged.ts";
import { ablationSchema } from "../../tasks/ablate/file_schema.ts";
import type { Block } from "./blocks.ts";
import type { Page } from "./pages.ts";

/** What a fragment changes, unless its fence names another config: `yaml of configs/hippocampus.yaml`. */
const BASE = "configs/quickstart.yaml";

/**
 * YAML blocks that are no config and no ablation. A block that extends nothing is a fragment, checked as a change of another
 * config. One line each.
 */
export async function wrongConfigs(
  pages: readonly Page[],
  registry: Registry,
  root = ".",
): Promise<readonly string[]> {
  const found: string[] = [], blocks = pages.flatMap((page) => page.blocks);
  const saved = new Map(
    blocks.flatMap(({ saveAs, code }) =>
      saveAs === undefined ? [] : [[normalize(`${root}/${saveAs}`), code]]
    ),
  );
  for (const block of blocks) {
    if (block.language !== "yaml" || block.info === "ignore") continue;
    const wrong = await wrongBlock(block, saved, registry, root);
    found.push(...wrong.map((text) => `${block.file}:${block.line}: ${text}`));
  }
  return found;
}

async function wrongBlock(
  block: Block,
  saved: ReadonlyMap<string, string>,
  registry: Registry,
  root: string,
): Promise<readonly string[]> {
  const ablation = /^(rows|include):/m.test(block.code);
  const whole = ablation || block.saveAs !== undefined || /^extends:/m.test(block.code);
  const file = normalize(`${root}/${block.saveAs ?? "config.yaml"}`);
  const base = /^of (\S+)$/.exec(block.info)?.[1] ?? BASE;
  const text = whole ? block.code : `extends: ${base}\n${block.code}`;
  const files = layered(new Map([...saved, [file, text]]));
  try {
    if (ablation) await readDocument(file, ablationSchema(), files);
    else await loadConfig(file, { registry, files });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split("\n").slice(1).map((line) => line.trim()).filter((line) => line !== "");
  }
}

/** The disk, under files that a page says to write. */
function layered(files: ReadonlyMap<string, string>): ConfigFiles {
  return {
    ...configFiles,
    read: (path) => {
      const text = files.get(normalize(path));
      return text === undefined ? configFiles.read(path) : Promise.resolve(text);
    },
  };
}
