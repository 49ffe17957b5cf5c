import type { Findings } from "./examine.ts";

/** What to do about what was found: nothing where all is well. */
export function advise({ usable, nvidia, environment, variables, cache }: Findings): string[] {
  const advice: string[] = [];
  if (!usable) {
    advice.push(
      "  Any one of these helps:",
      "  - a network connection to one of the addresses above (behind a proxy: set HTTPS_PROXY), then run this again",
      "  - python3 with pip, whatever its version: the library is then taken from TensorFlow's wheel",
      "  - libtensorflow unpacked somewhere (https://www.tensorflow.org/install/lang_c) and DRAGSAW_LIBTENSORFLOW=FOLDER",
    );
    if (variables.DRAGSAW_LIBTENSORFLOW) {
      advice.push("  - DRAGSAW_LIBTENSORFLOW corrected or unset: while it is set nothing else is tried");
    }
    if (variables.DRAGSAW_OFFLINE) advice.push("  - DRAGSAW_OFFLINE unset, so that something may be fetched");
  }
  if (usable && nvidia.ok && nvidia.gpus.length > 0 && environment.gpu === false) {
    advice.push(
      "  A GPU is here, and this TensorFlow does not use it. It wants a build for the GPU and its CUDA libraries:",
      "  pip install 'tensorflow[and-cuda]', or set DRAGSAW_LIBTENSORFLOW to a GPU build;",
      `  a CPU build in ${cache.folder} can be removed, so that a GPU build is fetched.`,
    );
  }
  if (variables.DRAGSAW_BACKEND) {
    advice.push(`  DRAGSAW_BACKEND=${variables.DRAGSAW_BACKEND} decides which backend the other tasks take.`);
  }
  return advice;
}
