import { explain, formatBytes } from "@dragsaw/backend-tensorflow/provision";
import { advise } from "./advise.ts";
import type { Findings } from "./examine.ts";

/** The findings as a page of text. */
export function describe(findings: Findings): string {
  const { versions, library, backends, cache, variables } = findings;
  const total = cache.entries.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    section("Versions", Object.entries(versions).map(([name, version]) => row(name, version))),
    section("Machine", [...describeMachine(findings), ...describeGpu(findings)]),
    section("TensorFlow's library (+ taken, - refused)", [explain(library.attempts)]),
    section(
      "Backends",
      backends.map((probe) =>
        row(probe.name, probe.ok ? probe.detail : `no: ${probe.reason.split("\n")[0]}`)
      ),
    ),
    section("Proof", describeProof(findings)),
    section(
      `Cache: ${cache.folder}, ${formatBytes(total)}`,
      cache.entries.map(({ name, bytes }) => row(formatBytes(bytes), name)),
    ),
    section("Set in the environment", Object.entries(variables).map(([name, value]) => `  ${name}=${value}`)),
    section(
      "TensorFlow wrote while it opened",
      library.log.trim() === "" ? [] : library.log.trim().split("\n").map((line) => `  ${line}`),
    ),
    section(
      findings.usable ? "TensorFlow is usable." : "TensorFlow is NOT usable: only the slow fallback runs.",
      advise(findings),
    ),
  ].filter((part) => part !== "").join("\n\n");
}

/** A heading with lines under it; left out where there are none, unless it says something by itself. */
function section(heading: string, lines: readonly string[]): string {
  return lines.length > 0 || heading.endsWith(".") ? [heading, ...lines].join("\n") : "";
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(11)} ${value}`;
}

function describeMachine({ machine: { system, cpu, cores, features, memory } }: Findings): string[] {
  return [
    row("system", system),
    row("processor", `${cpu}, ${cores} threads`),
    row("features", describeFeatures(features)),
    row("memory", `${gibibytes(memory.total)}, ${gibibytes(memory.available)} free`),
  ];
}

function describeFeatures(features: Readonly<Record<string, boolean>> | null): string {
  if (features === null) return "not readable here (on Linux Deno wants --allow-all for /proc)";
  return Object.entries(features).map(([name, has]) => `${has ? "" : "no "}${name}`).join(", ");
}

function describeGpu({ nvidia, environment }: Findings): string[] {
  if (!nvidia.ok) return [row("GPU", nvidia.reason)];
  const names = nvidia.gpus.map(({ name, memory }) => `${name} (${gibibytes(memory)})`).join(", ");
  return [
    row("GPU", `${names || "none"}, driver ${nvidia.driver}`),
    row("", `TensorFlow uses ${environment.device}`),
  ];
}

function describeProof({ proof: { backend, size, best, first, gflops } }: Findings): string[] {
  return [
    row(backend, `${size}x${size} matrices multiplied and checked in ${best.toFixed(1)} ms`),
    row("", `${gflops.toFixed(0)} GFLOP/s; the first time ${first.toFixed(1)} ms`),
  ];
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
