import { anchorsOf } from "./anchors.ts";
import { withoutBlocks } from "./blocks.ts";
import type { Page } from "./pages.ts";

const LINK = /\]\(([^)\s]+)(?: "[^"]*")?\)/g;
const REFERENCE = /\{@link(?:code|plain)? +([\w.]+|https?:[^}\s]+)[^}]*\}/g;
const WEB = /\bhttps?:\/\/[^\s<>()"'`]+/g;

/** Links to headings that are not there, and web links that are none. One line each. */
export function wrongLinks(pages: readonly Page[]): readonly string[] {
  const anchors = new Map(pages.map(({ file, text }) => [file, anchorsOf(text)]));
  return pages.flatMap(({ file, text }) =>
    withoutBlocks(text).split("\n").flatMap((line, i) => {
      const dead = [...line.replaceAll(/`[^`]*`/g, "").matchAll(LINK)].flatMap(([, target]) =>
        wrongTarget(file, target, anchors)
      );
      return [...dead, ...wrongWeb(line)].map((wrong) => `${file}:${i + 1}: ${wrong}`);
    })
  );
}

function wrongTarget(
  file: string,
  target: string,
  anchors: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  const [path, anchor] = target.split("#");
  if (anchor === undefined || /^[a-z]+:/.test(target)) return [];
  const page = path === "" ? file : new URL(path, `file:///${file}`).pathname.slice(1);
  const there = anchors.get(page);
  return there && !there.has(anchor) ? [`"${target}": ${page} has no heading #${anchor}`] : [];
}

/** Links in doc comments that name nothing in their file, and relative ones to no file. One line each. */
export function wrongDocLinks(
  texts: ReadonlyMap<string, string>,
  there: ReadonlySet<string>,
): readonly string[] {
  return [...texts].flatMap(([file, text]) => {
    const names = new Set(text.replaceAll(/\{@link[^}]*\}/g, "").match(/[\w$]+/g));
    return commentLines(text).flatMap(([line, comment]) => {
      const dead = [...comment.matchAll(REFERENCE)].filter(([, target]) =>
        !target.startsWith("http") && !names.has(target.split(".")[0])
      ).map(([, target]) => `{@link ${target}} names nothing in this file`);
      const missing = [...comment.matchAll(LINK)].map(([, target]) => target).filter((target) =>
        /^\.{0,2}\/|^[\w-]+\/|\.md/.test(target) &&
        !there.has(new URL(target.replace(/#.*/, ""), `file:///${file}`).pathname.slice(1))
      ).map((target) => `"${target}" is not there`);
      return [...dead, ...missing, ...wrongWeb(comment)].map((wrong) => `${file}:${line}: ${wrong}`);
    });
  });
}

/** Lines of doc comments with their numbers. */
function commentLines(text: string): readonly (readonly [number, string])[] {
  let inside = false;
  return text.split("\n").flatMap((line, i) => {
    if (/^\s*\/\*\*/.test(line)) inside = true;
    const taken: [number, string][] = inside ? [[i + 1, line]] : [];
    if (line.includes("*/")) inside = false;
    return taken;
  });
}

function wrongWeb(line: string): readonly string[] {
  return [...line.matchAll(WEB)].map(([link]) => link.replace(/[.,;:]+$/, "")).filter((link) => {
    const url = URL.canParse(link) ? new URL(link) : undefined;
    return !url || (!/^[\w-]+(\.[\w-]+)+$/.test(url.hostname) && !/^(localhost|\[)/.test(url.hostname));
  }).map((link) => `"${link}" is no web address`);
}
