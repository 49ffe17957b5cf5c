import { renderPage, type Section } from "../html/page.ts";
import { calibrationSection } from "./calibration_section.ts";
import { casesSection } from "./cases_section.ts";
import { configSection } from "./config_section.ts";
import { distributionSection } from "./distribution_section.ts";
import { environmentSection } from "./environment_section.ts";
import { galleryMissing, gallerySection } from "./gallery_section.ts";
import { lead } from "./lead.ts";
import { resultsSection } from "./results_section.ts";
import type { EvaluationData, RunData } from "./run_data.ts";
import { trainingSections } from "./training_section.ts";

/** How a run's page is made. */
export interface RunPageOptions {
  /** A server tells the page when there is more; a file unless given. */
  readonly live?: boolean;
}

/** A run as one HTML file that needs nothing else. A section without anything to show is left out. */
export function runPage(run: RunData, { live = false }: RunPageOptions = {}): string {
  const training = trainingSections(run);
  const measured = run.evaluations.flatMap((evaluation) => evaluationSections(evaluation, run));
  const sections = [
    // While it trains, the curves are what one looks at
    ...run.state.kind === "training" ? [...training, ...measured] : [...measured, ...training],
    configSection(run.config),
    environmentSection(run.environment),
    // Long: behind all the rest
    ...run.evaluations.flatMap((evaluation) => {
      const cases = casesSection(evaluation, run);
      return cases ? named([cases], evaluation, run) : [];
    }),
  ];
  return renderPage({
    title: run.name,
    lead: lead(run),
    sections: sections.filter((section) => section !== null),
    live,
  });
}

/** What is told of one split. */
function evaluationSections(evaluation: EvaluationData, run: RunData): readonly Section[] {
  const found = [
    resultsSection(evaluation, run),
    distributionSection(evaluation, run),
    gallerySection(evaluation, run) ?? galleryMissing(evaluation, run),
    calibrationSection(evaluation, run),
  ].filter((section) => section !== null);
  return named(found, evaluation, run);
}

/** Where there are several splits, ids and titles carry the name of theirs. */
function named(sections: readonly Section[], { split }: EvaluationData, run: RunData): readonly Section[] {
  if (run.evaluations.length === 1) return sections;
  return sections.map(({ id, title, body }) => ({
    id: `${split}-${id}`,
    title: `${title} (${split})`,
    body,
  }));
}
