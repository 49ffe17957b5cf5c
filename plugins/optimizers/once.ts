import type { Scalar, Tensor, UpdateInput } from "@dragsaw/core";

/**
 * Works out what all weights of an update share once, not once a weight: an update op by op would spend as long on such scalars as
 * on small weights. The tensors belong to the tidy around the update.
 */
export function oncePerUpdate<T extends Readonly<Record<string, Tensor>>>(
  make: (input: UpdateInput) => T,
): (input: UpdateInput) => T {
  const made = new WeakMap<Scalar, T>();
  return (input) => {
    const known = made.get(input.step);
    if (known && Object.values(known).every(({ isDisposed }) => !isDisposed)) return known;
    const fresh = make(input);
    made.set(input.step, fresh);
    return fresh;
  };
}
