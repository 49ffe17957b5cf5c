import { wholeNumber } from "../ablate/options.ts";
import { figureFlags, type FigureOptions, figureOptions, namesIn } from "../figures/figure_options.ts";
import type { Arguments, Flag } from "../shared/command.ts";

/** Options of `deno task panels`. */
export const panelFlags: Readonly<Record<string, Flag>> = {
  cases: { kind: "string", value: "N", help: "Images, from all over the split; 4 unless given" },
  case: { kind: "list", value: "ID", help: "This image; may be repeated" },
  slots: {
    kind: "string",
    value: "A,B",
    help: "Slots whose maps are shown; all that UAFR refines unless given",
  },
  "without-image": {
    kind: "boolean",
    help: "Leave photographs out: outlines and maps on plain ground, for figures that may be passed on",
  },
  out: { kind: "string", value: "DIR", help: "Where pictures go; RUN/panels, or runs/panels for several" },
  ...figureFlags,
};

/** What `deno task panels` is asked for. */
export interface PanelOptions extends FigureOptions {
  /** Images at most. */
  readonly cases: number;
  /** These alone, where there are any. */
  readonly ids: readonly string[];
  /** Slots by name, where they are given. */
  readonly slots: readonly string[] | undefined;
  /** Whether photographs are left out. */
  readonly plain: boolean;
}

/** @throws {UsageError} naming the option that cannot be used. */
export function panelOptions(args: Arguments): PanelOptions {
  return {
    ...figureOptions(args, "panels"),
    cases: wholeNumber(args, "cases", 1) ?? 4,
    ids: args.list("case"),
    slots: namesIn(args, "slots"),
    plain: args.has("without-image"),
  };
}
