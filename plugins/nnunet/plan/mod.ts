/**
 * What data are, and how to train on them: fingerprint, plan within a budget of memory. Imports no tensor library.
 *
 * @module
 */
export { type CachedFingerprint, cachedFingerprint } from "./cached_fingerprint.ts";
export type { CaseFingerprint } from "./case_fingerprint.ts";
export { describePlan } from "./describe_plan.ts";
export { type Fingerprint, fingerprintOf, type FingerprintOptions } from "./fingerprint.ts";
export type { Intensities } from "./intensities.ts";
export { makePlan, type PlanOptions } from "./make_plan.ts";
export { type MemorySettings, type StepMemory, stepMemory } from "./memory.ts";
export { parseBytes } from "./parse_bytes.ts";
export {
  type Configuration,
  type ConfigurationName,
  configurationOf,
  type Plan,
  prepareSettings,
} from "./plan.ts";
export { formatPlan, parsePlan, readPlan, writePlan } from "./plan_file.ts";
export { type Topology, topologyOf } from "./topology.ts";
