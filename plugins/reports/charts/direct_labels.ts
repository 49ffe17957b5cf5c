/**
 * Moves labels apart along one side of a chart, as little as possible: in the order of their places, none nearer than `gap`
 * to the next, all within bounds where they fit.
 *
 * @param wanted A place for each label. @returns Places in the same order.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [low, high]: readonly [number, number],
): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  // Runs of labels that touch share their middle
  const runs: { members: number[]; start: number }[] = [];
  for (const i of order) {
    runs.push({ members: [i], start: within(wanted[i], 0) });
    while (runs.length > 1) {
      const [before, last] = runs.slice(-2);
      if (before.start + before.members.length * gap <= last.start) break;
      const members = [...before.members, ...last.members];
      const middle = members.reduce((sum, k, place) => sum + wanted[k] - place * gap, 0) / members.length;
      runs.splice(-2, 2, { members, start: within(middle, (members.length - 1) * gap) });
    }
  }
  const places = wanted.slice();
  for (const { members, start } of runs) members.forEach((i, place) => places[i] = start + place * gap);
  return places;

  function within(start: number, length: number): number {
    return Math.max(low, Math.min(high - length, start));
  }
}
