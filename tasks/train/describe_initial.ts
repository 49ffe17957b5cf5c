import type { InitialWeights } from "@dragsaw/core";

const SHOWN = 4;

/** What a training takes from its weight file, in lines: what is used, what is not, and what starts otherwise. */
export function describeInitial(initial: InitialWeights): string[] {
  const { file, format, root, kind, used, unused, untouched, summed } = initial;
  const place = root === "" ? "" : `, its "${root}"`;
  return [
    `Weights: ${used.length} tensors of ${file} (${format}${place}) for the ${kind}`,
    ...unused.length > 0 ? [`  of the file not used: ${listed(unused)}`] : [],
    ...untouched.length > 0 ? [`  not in the file, so as without it: ${listed(untouched)}`] : [],
    ...summed.length > 0 ? [`  summed over three channels for images of one: ${listed(summed)}`] : [],
  ];
}

/** How many, the first by name; PyTorch's counters of batches together. */
function listed(names: readonly string[]): string {
  const counters = names.filter((name) => name.endsWith(".num_batches_tracked"));
  const others = names.filter((name) => !counters.includes(name));
  const more = others.length - SHOWN;
  const shown = [
    ...others.slice(0, SHOWN),
    ...more > 0 ? [`${more} more`] : [],
    ...counters.length > 0 ? [`${counters.length} times num_batches_tracked`] : [],
  ];
  return `${names.length} (${shown.join(", ")})`;
}
