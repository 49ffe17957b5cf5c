import { escapeHtml } from "../ablation_escape.ts";
import type { Section } from "../html/page.ts";
import { table } from "../html/table.ts";
import type { ConfigChange, ConfigView } from "./run_data.ts";

/** The config as what it changes of its base, then whole. */
export function configSection({ file, bases, changes, text }: ConfigView): Section {
  const base = bases.length > 0 ? bases.map(code).join(", ") : "the defaults";
  const about = file === null
    ? "The file that this config came from is not there any more; <code>--base FILE</code> names another."
    : `What ${code(file)} says beyond ${base}, and what this run says beyond it.`;
  const whole = `<details><summary>The whole config, with every default</summary><pre tabindex="0">${
    escapeHtml(text)
  }</pre></details>`;
  return { id: "config", title: "Configuration", body: `<p>${about}</p>${diff(changes)}${whole}` };
}

function diff(changes: readonly ConfigChange[]): string {
  if (changes.length === 0) return "";
  return table<ConfigChange>(
    [
      { title: "Key", text: true, cell: ({ path }) => code(path) },
      {
        title: "Base",
        text: true,
        cell: ({ base }) => base === null ? '<span class="quiet">–</span>' : code(base),
      },
      {
        title: "Here",
        text: true,
        cell: ({ value }) => value === null ? "<i>removed</i>" : `<b>${code(value)}</b>`,
      },
      { title: "By", text: true, cell: ({ by }) => `<small>${escapeHtml(by)}</small>` },
    ],
    changes,
    { label: "Changes of the configuration", fit: true },
  );
}

const code = (text: string) => `<code>${escapeHtml(text)}</code>`;
