import type { AblationResult, CellResult, RowResult } from "./cell.ts";

/**
 * Sees that a result can be compared: labels unique, base and sections among them, every cell with every metric of the same
 * images.
 *
 * @returns Ids of the images, sorted; none when there is no cell.
 * @throws {RangeError} Naming row, seed, image and metric of the first thing that is wrong.
 */
export function checkResult(result: AblationResult): readonly string[] {
  const { title, base, rows, metrics, sections = [] } = result;
  const fail = (reason: string): never => {
    throw new RangeError(`Cannot analyse "${title}": ${reason}`);
  };
  if (metrics.length === 0) fail("found no metrics, expected at least one");
  const labels = rows.map(({ label }) => label);
  const twice = firstTwice(labels) ?? firstTwice(metrics.map(({ name }) => name));
  if (twice !== undefined) fail(`found "${twice}" twice, expected rows and metrics once`);
  const wanted = [base, ...sections.flatMap((part) => [...part.rows, part.base ?? base])];
  const unknown = wanted.find((label) => !labels.includes(label));
  if (unknown !== undefined) fail(`found no row "${unknown}", expected one of ${labels.join(", ")}`);
  for (const row of rows) checkSeeds(row, fail);

  const cells = rows.flatMap(({ label, cells }) =>
    cells.map((cell) => ({ cell, place: `row "${label}", seed ${cell.seed}` }))
  );
  const names = metrics.map(({ name }) => name);
  for (const { cell, place } of cells) checkValues(cell, names, (reason) => fail(`${place}: ${reason}`));
  for (const { cell, place } of cells) {
    const [here, there] = [idsOf(cell), idsOf(cells[0].cell)];
    const missing = [...there].find((id) => !here.has(id));
    if (missing !== undefined) fail(`${place} has no image "${missing}", which ${cells[0].place} has`);
    const further = [...here].find((id) => !there.has(id));
    if (further !== undefined) fail(`${cells[0].place} has no image "${further}", which ${place} has`);
  }
  return cells.length === 0 ? [] : [...idsOf(cells[0].cell)].sort();
}

function checkSeeds({ label, cells, failed = [] }: RowResult, fail: (reason: string) => never): void {
  const seed = firstTwice([...cells, ...failed].map(({ seed }) => seed));
  if (seed !== undefined) fail(`row "${label}" has seed ${seed} twice, expected each once`);
}

function checkValues(
  { images }: CellResult,
  names: readonly string[],
  fail: (reason: string) => never,
): void {
  if (images.length === 0) fail("found no images, expected at least one");
  const twice = firstTwice(images.map(({ id }) => id));
  if (twice !== undefined) fail(`found image "${twice}" twice, expected each once`);
  for (const { id, values } of images) {
    for (const name of names) {
      const value = values[name];
      if (value === null || Number.isFinite(value) || Number.isNaN(value)) continue;
      fail(
        `image "${id}" has ${value} for "${name}", expected a finite number, or null where it is undefined`,
      );
    }
  }
}

const idsOf = ({ images }: CellResult) => new Set(images.map(({ id }) => id));

function firstTwice<T>(values: readonly T[]): T | undefined {
  const seen = new Set<T>();
  return values.find((value) => seen.size === seen.add(value).size);
}
