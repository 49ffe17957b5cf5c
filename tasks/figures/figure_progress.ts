import { hasFont } from "@dragsaw/reports";
import { createProgress, type ProgressLine } from "../shared/progress.ts";

/** Progress of a task that opens several runs: what each of them would say, as which backend there is, is said once. */
export function figureProgress(progress: ProgressLine = createProgress()): ProgressLine {
  const said = new Set<string>();
  return {
    ...progress,
    line(text) {
      if (said.has(text)) return;
      said.add(text);
      progress.line(text);
    },
  };
}

/** Says when PNGs cannot have text here. */
export async function tellFonts({ line }: ProgressLine): Promise<void> {
  if (await hasFont()) return;
  line("No font was found: letters in PNGs are boxes. Install one, as the package fonts-dejavu-core");
}
