/** The shortest part of a path that a config has nothing at or below; undefined where it has the path itself. */
export function missing(path: string, config: ReadonlyMap<string, string>): string | undefined {
  const keys = path.split(".");
  for (let length = 1; length <= keys.length; length++) {
    const part = keys.slice(0, length).join(".");
    if (!config.has(part) && ![...config.keys()].some((key) => key.startsWith(`${part}.`))) return part;
  }
}
