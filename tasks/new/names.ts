import { createRegistry, type Kind, KINDS, suggest } from "@dragsaw/core";
import { plugins } from "../mod.ts";
import { UsageError } from "../shared/command.ts";

/** Kinds that a component can be written of. */
export type Writable = Exclude<Kind, "planner">;

/** The same, in the order data flows. */
export const KNOWN: readonly Writable[] = KINDS.filter((kind): kind is Writable => kind !== "planner");

/** A name in the ways in which languages write it. */
export interface Spellings {
  /** `my-loss`, as in configs. */
  readonly kebab: string;
  /** `my_loss`, as in file names. */
  readonly snake: string;
  /** `myLoss`, as in code. */
  readonly camel: string;
  /** `MyLoss`, as types are called. */
  readonly pascal: string;
}

/** The kind that was asked for. @throws {UsageError} when there is none of that name. */
export function kindOf(asked: string): Writable {
  const kind = KNOWN.find((kind) => kind === asked);
  if (kind) return kind;
  if (asked === "planner") {
    throw new UsageError(
      "A planner is no small thing to start from: look at plugins/nnunet/planner.ts, which is one, and at Planner in @dragsaw/core/data",
    );
  }
  const meant = suggest(asked, KNOWN), hint = meant ? `; did you mean "${meant}"?` : "";
  throw new UsageError(`There is no kind "${asked}"; kinds are ${KNOWN.join(", ")}${hint}`);
}

/** @throws {UsageError} when a component or its files cannot be called that. */
export function checkName(kind: Kind, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    const better = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^[-0-9]+|-+$/g, "");
    const hint = better ? `, as in ${better}` : "";
    throw new UsageError(
      `"${name}" is no name for a ${kind}: lower-case letters and digits with dashes${hint}`,
    );
  }
  if (/(^|-)(test|mod|slow|template)(-|$)/.test(name)) {
    throw new UsageError(
      `"${name}" is no name for a ${kind}: files with test, mod, slow or template in their name mean something`,
    );
  }
}

/** Package of the built-in component of that name. */
export function existing(kind: Kind, name: string): string | undefined {
  const registry = createRegistry(plugins);
  if (!registry.names(kind).includes(name)) return undefined;
  const component = registry.component(kind, name);
  return plugins.find(({ components }) => components.includes(component))?.name;
}

/** Names that code cannot have: words of the language, and what templates import. */
const TAKEN = new Set(
  ("break case catch class const continue debugger default delete do else enum export extends false finally for function " +
    "if implements import in instanceof interface let new null package private protected public return static super " +
    "switch this throw true try typeof var void while with yield await async of type define tf z chain step stream " +
    "convolution activate factory register list mean build plugin plugins labels logits channels width height")
    .split(" "),
);

/** Spellings of a name; where code means something else by it, or `used` has it, the kind stands behind it: `switchLoss`. */
export function spell(kind: Kind, name: string, used: ReadonlySet<string> = new Set()): Spellings {
  const words = name.split("-"), big = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const camel = words[0] + words.slice(1).map(big).join("");
  const clashes = TAKEN.has(camel) || used.has(camel);
  return {
    kebab: name,
    snake: words.join("_"),
    camel: clashes ? camel + big(kind) : camel,
    pascal: words.map(big).join("") + (clashes ? big(kind) : ""),
  };
}
