import { formatBytes } from "@dragsaw/core/files";
import { textTable } from "../shared/text_table.ts";
import { bytesOf, type FetchSet } from "./fetch_set.ts";

/** What can be fetched, with size and licence, as lines. */
export function listSets(sets: readonly FetchSet[]): string[] {
  const size = (set: FetchSet) => set.archives.length > 0 ? `about ${formatBytes(bytesOf(set))}` : "by hand";
  return [
    ...textTable([
      { title: "name", cell: ({ name }) => name },
      { title: "download", right: true, cell: size },
      { title: "licence", cell: ({ licence }) => licence },
      { title: "what", cell: ({ title }) => title },
    ], sets),
    "",
    "deno task fetch NAME downloads, checks and unpacks; of sets by hand it tells every step.",
    "Licences as far as we could read them, those but the Decathlon's not at the source: its page has the last word.",
  ];
}

/** How to get a set that wants an account or a form. @param out Folder of all data. */
export function instructions(
  { title, licence, page, root, use, steps = [] }: FetchSet,
  out: string,
): string[] {
  return [
    `${title}`,
    `It cannot be fetched without you: its source asks who you are. Licence: ${licence}.`,
    `  ${page}`,
    ...steps.map((step, i) => `  ${i + 1}. ${step.replaceAll("{root}", `${out}/${root}`)}`),
    `  ${steps.length + 1}. ${use}`,
  ];
}
