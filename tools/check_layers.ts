import { type Edge, moduleGraph } from "./module_graph.ts";
import { isTest, type Member, members, sourceFiles } from "./workspace.ts";

/** What runs in data workers: tfjs would cost each of them a second and a hundred megabytes. */
const LIGHT = [
  "core/data/",
  "datasets/",
  "plugins/augment/",
  "tasks/data_plugins.ts",
  "tasks/loader_worker.ts",
];
/** The package that joins all others, and is imported by none. */
const TOP = "tasks";
const TENSORS = /^npm:\/?@tensorflow\//;

/** Imports that break the house: see ARCHITECTURE.md. One line each. */
export async function checkLayers(root = "."): Promise<string[]> {
  const files = await sourceFiles(root);
  const [edges, packages] = await Promise.all([moduleGraph(files, root), members(root)]);
  const shipped = edges.filter(({ from }) => !isTest(from));
  return [
    ...foreignImports(shipped, packages),
    ...packageCycles(shipped, packages),
    ...tensorImports(shipped),
    ...heavyData(shipped),
    ...await unseededRandomness(files, root),
  ];
}

/** Core imports no other package, the command line any, every other package core alone, each by its name. */
export function foreignImports(edges: readonly Edge[], packages: readonly Member[]): string[] {
  return edges.flatMap(({ from, to, specifier, line }) => {
    const source = owner(from, packages), target = owner(to, packages);
    if (!source || source === target || !owns(to)) return [];
    if (!target && !specifier.startsWith(".")) return []; // A package from elsewhere, through the stand-ins
    if (!target) return [`${from}:${line}: ${source.name} imports "${specifier}", which is in no package`];
    if (target.folder !== "core" && source.folder !== TOP) {
      return [`${from}:${line}: ${source.name} imports ${target.name}; only @dragsaw/core may be`];
    }
    if (!specifier.startsWith(".")) return [];
    return [`${from}:${line}: "${specifier}" crosses packages; import ${target.name} by name`];
  });
}

/** Packages that import each other, around any number of corners. */
export function packageCycles(edges: readonly Edge[], packages: readonly Member[]): string[] {
  const imports = new Map<Member, Set<Member>>(packages.map((member) => [member, new Set()]));
  for (const { from, to } of edges) {
    const source = owner(from, packages), target = owner(to, packages);
    if (source && target && source !== target) imports.get(source)!.add(target);
  }
  return packages.flatMap((start) => {
    const path = findPath(
      start,
      (member) => imports.get(member)!,
      (member, steps) => steps > 0 && member === start,
    );
    // Told once, at the member of the ring that comes first
    if (!path || packages.indexOf(start) > Math.min(...path.map((member) => packages.indexOf(member)))) {
      return [];
    }
    return [`packages import each other: ${path.map(({ name }) => name).join(" -> ")}`];
  });
}

/** tfjs has one door, so that all share one engine; the TensorFlow backend rests on tfjs-node-gpu's kernels. */
export function tensorImports(edges: readonly Edge[]): string[] {
  return edges.filter(({ from, to }) => {
    if (!TENSORS.test(to) || from === "core/tensor/tf.ts" || !owns(from)) return false;
    return !(from.startsWith("plugins/backend-tensorflow/") && to.includes("@tensorflow/tfjs-node-gpu"));
  }).map(({ from, line, specifier }) =>
    `${from}:${line}: imports "${specifier}"; take { tf } from @dragsaw/core/tensor`
  );
}

/** Data code that loads tfjs at run time, with the way it takes. */
export function heavyData(edges: readonly Edge[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to, typeOnly } of edges) {
    if (typeOnly) continue;
    if (!next.has(from)) next.set(from, new Set());
    next.get(from)!.add(to);
  }
  return [...next.keys()].filter((file) => LIGHT.some((start) => file.startsWith(start))).flatMap(
    (file) => {
      const path = findPath(file, (name) => next.get(name) ?? [], (name) => TENSORS.test(name));
      return path ? [`${file}: loads tfjs: ${path.slice(1).join(" -> ")}`] : [];
    },
  );
}

async function unseededRandomness(files: readonly string[], root: string): Promise<string[]> {
  const call = new RegExp(["Math", "random\\s*\\("].join("\\."));
  const found = await Promise.all(files.map(async (file) => {
    const lines = (await Deno.readTextFile(`${root}/${file}`)).split("\n");
    return lines.flatMap((line, i) =>
      call.test(line) ? [`${file}:${i + 1}: unseeded randomness; draw from a stream of core/data`] : []
    );
  }));
  return found.flat();
}

/** Shortest way from `start` to a node that is `wanted`, both ends named. */
function findPath<T>(
  start: T,
  next: (node: T) => Iterable<T>,
  wanted: (node: T, steps: number) => boolean,
): T[] | undefined {
  const seen = new Set<T>();
  const queue: T[][] = [[start]];
  for (let path = queue.shift(); path; path = queue.shift()) {
    const last = path[path.length - 1];
    if (wanted(last, path.length - 1)) return path;
    for (const node of next(last)) {
      if (seen.has(node)) continue;
      seen.add(node);
      queue.push([...path, node]);
    }
  }
}

function owner(file: string, packages: readonly Member[]): Member | undefined {
  return packages.find(({ folder }) => file.startsWith(`${folder}/`));
}

/** Whether a module is the project's own. */
function owns(file: string): boolean {
  return !/^[a-z]+:/.test(file);
}
