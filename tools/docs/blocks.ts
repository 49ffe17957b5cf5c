/** A fenced block of a Markdown page. */
export interface Block {
  /** Path from the project's root. */
  readonly file: string;
  /** Line of its first line of code, from 1. */
  readonly line: number;
  /** First word behind the fence: `sh`, `yaml`, `ts`. */
  readonly language: string;
  /** What follows it. */
  readonly info: string;
  /** What is inside. */
  readonly code: string;
  /** File that the block is saved as, from a first line `# my.yaml` or `// my.ts`. */
  readonly saveAs?: string;
  /** Why it is not run: `<!-- not run: ... -->` before it. */
  readonly notRun?: string;
}

const FENCE = /^( *)(`{3,})([\w-]*) *(.*)$/;
const NOT_RUN = /<!-- not run: (.+?) -->/;
const SAVE = /^(?:#|\/\/) ([\w./-]+\.(?:ya?ml|ts|json))$/;

/** The fenced blocks of a page, in their order. */
export function blocksOf(file: string, text: string): readonly Block[] {
  const lines = text.split("\n"), blocks: Block[] = [];
  for (let i = 0; i < lines.length; i++) {
    const [, indent, ticks, language, info] = FENCE.exec(lines[i]) ?? [];
    if (ticks === undefined) continue;
    const end = lines.findIndex((line, j) => j > i && line.trim() === ticks);
    const code = lines.slice(i + 1, end < 0 ? lines.length : end).map((line) => line.slice(indent.length));
    const notRun = NOT_RUN.exec(lines.slice(0, i).findLast((line) => line.trim() !== "") ?? "")?.[1];
    const saveAs = SAVE.exec(code[0] ?? "")?.[1];
    blocks.push({
      ...{ file, line: i + 2, language, info: info.trim(), code: code.join("\n") },
      ...saveAs === undefined ? {} : { saveAs },
      ...notRun === undefined ? {} : { notRun },
    });
    if (end < 0) break;
    i = end;
  }
  return blocks;
}

/** The text with its fenced blocks emptied, so that line numbers stay. */
export function withoutBlocks(text: string): string {
  let ticks: string | undefined;
  return text.split("\n").map((line) => {
    const fence = FENCE.exec(line)?.[2];
    if (ticks === undefined && fence !== undefined) {
      ticks = fence;
      return "";
    }
    if (ticks === undefined) return line;
    if (line.trim() === ticks) ticks = undefined;
    return "";
  }).join("\n");
}
