/** How bad a kind of defect is: an error stops a training, a warning is told. */
export type Severity = "error" | "warning";

/** What is known of a kind of defect. */
export interface DefectKind {
  /** How bad it is. */
  readonly severity: Severity;
  /** What it is, in one line. */
  readonly what: string;
  /** What to do about it. */
  readonly todo: string;
  /** What `deno task verify --fix` does about it, where that is safe. */
  readonly fix?: string;
  /** Where it can be accepted by name: in the config's `allow`, or in an option of the dataset that reads it. */
  readonly allow?: "allow" | `dataset.allow: [${string}]`;
}
