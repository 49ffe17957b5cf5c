/**
 * What stands before all of `wanted` in `found`: trainings wrap a network in others (`module.`, `model.encoder.`) and save its
 * names with theirs before them. Empty when nothing does, or several things might.
 */
export function findPrefix(found: readonly string[], wanted: readonly string[]): string {
  const names = new Set(found);
  if (wanted.length === 0 || wanted.some((name) => names.has(name))) return "";
  const [first] = wanted;
  const prefixes = found.filter((name) => name.endsWith(`.${first}`)).map((name) =>
    name.slice(0, -first.length)
  )
    .filter((prefix) => wanted.every((name) => names.has(prefix + name)));
  return prefixes.length === 1 ? prefixes[0] : "";
}
