import { isTest, sourceFiles } from "./workspace.ts";

/** Lines: what a file, an exported function and a task may have, and where the median of the files should stay. */
export const LIMITS = { file: 300, median: 110, exportedFunction: 40, task: 60 } as const;

/** Files and functions that outgrew their idea. One line each. */
export async function checkSizes(root = "."): Promise<string[]> {
  const files = await sourceFiles(root);
  const texts = await Promise.all(
    files.map(async (file) => [file, await Deno.readTextFile(`${root}/${file}`)] as const),
  );
  return [
    ...texts.flatMap(([file, text]) => [...longFile(file, text), ...longFunctions(file, text)]),
    ...highMedian(texts.filter(([file]) => !isTest(file)).map(([, text]) => lines(text).length)),
  ];
}

/** The file itself, when it is too long; tasks hold arguments and wiring only. */
export function longFile(file: string, text: string): string[] {
  const limit = /^tasks\/[^/]+\.ts$/.test(file) && !isTest(file) ? LIMITS.task : LIMITS.file;
  const found = lines(text).length;
  return found > limit ? [`${file}: ${found} lines, at most ${limit}`] : [];
}

/** Exported functions that are too long; formatted code closes each one in the first column. */
export function longFunctions(file: string, text: string): string[] {
  if (isTest(file) || file.startsWith("core/testing/")) return []; // A suite is a list of tests
  const all = lines(text);
  return all.flatMap((line, start) => {
    const name = /^export (?:default )?(?:async )?function\*? ?(\w*)/.exec(line)?.[1];
    if (name === undefined) return [];
    // A signature over several lines closes with ") {" or "}: T {", which is no end
    const end = all.findIndex((text, i) =>
      i >= start && (/^}$/.test(text) || (i === start && /}$/.test(text)))
    );
    const found = end - start + 1;
    return found > LIMITS.exportedFunction
      ? [`${file}:${start + 1}: ${name}() has ${found} lines, at most ${LIMITS.exportedFunction}`]
      : [];
  });
}

/** The median, when the files as a whole grow. */
export function highMedian(counts: readonly number[]): string[] {
  const median = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 0;
  return median > LIMITS.median ? [`the median file has ${median} lines, at most ${LIMITS.median}`] : [];
}

function lines(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}
