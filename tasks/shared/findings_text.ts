import { defectKind, type Finding } from "@dragsaw/core/check";

/** Findings in words, grouped by kind: what it is, each file with the reason, what to do. @param most Files named of a kind. */
export function findingsText(findings: readonly Finding[], most = Infinity): string[] {
  const groups = Map.groupBy(findings, ({ kind }) => kind);
  return [...groups].flatMap(([kind, group]) => {
    const { what, todo, allow } = defectKind(kind);
    const accepted = allow === "allow"
      ? `; to go on as it is: allow: [${kind}] in the config`
      : allow
      ? `; to go on as it is: ${allow}`
      : "";
    const more = group.length > most ? [`  ... and ${group.length - most} more`] : [];
    return [
      `${kind} (${group[0].severity}, ${group.length}): ${what}`,
      ...group.slice(0, most).map(({ file, reason }) => `  ${file}: ${reason}`),
      ...more,
      `  What to do: ${todo}${accepted}`,
    ];
  });
}

/** As `1 error, 2 warnings`. */
export function countText(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
