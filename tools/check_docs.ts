import { projectFiles } from "./workspace.ts";

/** Folders of one machine. Written in parts, since this file is checked too. */
const MACHINE = new RegExp(`(?<![\\w.~}$-])/(${["work", "root", "tmp"].join("|")})/`);
/** Hosts and settings that say where somebody's packages come from. */
const REGISTRY = new RegExp(
  [["registry", "npmjs", "org"], ["registry", "yarnpkg", "com"], ["npm", "jsr", "io"]].map((parts) =>
    parts.join("\\.")
  ).join("|") +
    "|(?:registry|index-url)\\s*=\\s*https?:",
);
const LINK = /\]\(([^)\s]+)(?: "[^"]*")?\)/g;
/** A path in code ticks: with a folder and a known ending, no placeholder. */
const MENTION = /`((?:\.{0,2}\/)?[\w.@-]+(?:\/[\w.@-]+)+\.(?:ts|md|ya?ml|json|sh))(?::\d+)?`/g;

/** Links and files that are not there, and what ties the project to one machine. One line each. */
export async function checkDocs(root = "."): Promise<string[]> {
  const files = await projectFiles(root);
  const there = new Set(files.flatMap((file) => [file, ...folders(file)]));
  const found = await Promise.all(files.map(async (file) => {
    const text = new TextDecoder().decode(await Deno.readFile(`${root}/${file}`));
    if (text.includes("\0")) return []; // Not text
    return [...machineTies(file, text), ...(file.endsWith(".md") ? deadMentions(file, text, there) : [])];
  }));
  return found.flat();
}

/** Lines that hold only on the machine they were written on. */
export function machineTies(file: string, text: string): string[] {
  return text.split("\n").flatMap((line, i) => {
    const path = MACHINE.exec(line)?.[0], host = REGISTRY.exec(line)?.[0];
    return [
      ...(path ? [`${file}:${i + 1}: names a folder of one machine: ${path}`] : []),
      ...(host ? [`${file}:${i + 1}: names a package registry: ${host}`] : []),
    ];
  });
}

/** Relative links, and paths in code ticks, that lead to none of the project's files or folders. */
export function deadMentions(file: string, text: string, there: ReadonlySet<string>): string[] {
  const folder = file.split("/").slice(0, -1).join("/");
  return text.split("\n").flatMap((line, i) => {
    const links = [...line.matchAll(LINK)].map(([, target]) => target).filter((target) =>
      !/^([a-z]+:|#)/.test(target)
    );
    const dead = links.filter((target) => !there.has(resolve(folder, target.replace(/[#?].*$/, ""))));
    const mentions = [...line.matchAll(MENTION)].map(([, target]) => target).filter((target) =>
      !/^(runs|data)\/|(^|\/)NAME\b/.test(target)
    );
    const missing = mentions.filter((target) =>
      !there.has(resolve("", target)) && !there.has(resolve(folder, target))
    );
    return [...dead, ...missing].map((target) => `${file}:${i + 1}: "${target}" is not there`);
  });
}

function resolve(folder: string, target: string): string {
  const parts: string[] = target.startsWith("/") ? [] : folder.split("/");
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.filter((part) => part !== "").join("/") || ".";
}

function folders(file: string): string[] {
  const parts = file.split("/");
  return parts.map((_, i) => parts.slice(0, i).join("/") || ".");
}
