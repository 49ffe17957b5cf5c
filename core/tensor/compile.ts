import type { Backend, Precision, Tensors } from "./backend.ts";
import { currentBackend } from "./select.ts";
import { tf } from "./tf.ts";

/** How {@linkcode compile} runs a function. */
export interface CompileOptions {
  /** False runs op by op even where the backend could trace. */
  readonly trace?: boolean;
  /** What convolutions and matrix products are computed in where the function is traced; float32 unless given. */
  readonly precision?: Precision;
}

/**
 * compile(fn)(inputs) = fn(inputs), as one op where the active backend can trace tfjs code, else op by op in a tidy.
 *
 * Variables that `fn` touches are read at each call, and those that it assigns are assigned; other tensors beside its
 * inputs are fixed when it is traced, so what changes must be an input or a variable. The caller owns what is returned.
 * `fn` may run only once for many calls: numbers of JavaScript's are fixed by then. Where it is traced it must not read values
 * (`dataSync`), make variables, use ops whose output size depends on values, or draw numbers by tfjs (`tf.randomNormal`,
 * `tf.dropout`; `uniform` draws by a key that is an input): the promise is rejected with a TypeError that says where.
 *
 * @param fn From a record of tensors to a record of tensors.
 */
export function compile<I extends Tensors, R extends Tensors>(
  fn: (inputs: I) => R,
  options: CompileOptions = {},
): (inputs: I) => Promise<R> {
  const traced = new WeakMap<Backend, (inputs: I) => Promise<R>>();
  return async (inputs) => {
    const backend = options.trace === false ? undefined : currentBackend();
    if (!backend?.trace) return tf.tidy(() => fn(inputs));
    const known = traced.get(backend) ?? backend.trace(fn, { precision: options.precision ?? "float32" });
    traced.set(backend, known);
    return await known(inputs);
  };
}
