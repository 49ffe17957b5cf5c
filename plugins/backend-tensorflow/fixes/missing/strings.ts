import type { tf } from "@dragsaw/core/tensor";
import { bool, int, ints, string, type } from "../../kernels/attributes.ts";
import type { KernelCall } from "../replace.ts";
import { executeInt64 } from "./int64.ts";

type Info = tf.TensorInfo;

/** Runs of words joined by a separator: the runs, and where those of each text begin. */
export function stringNGrams(
  { inputs: { data, dataSplits }, attrs, backend }: KernelCall<
    { readonly data: Info; readonly dataSplits: Info },
    tf.StringNGramsAttrs
  >,
): Info[] {
  return backend.executeMultipleOutputs(
    "StringNGrams",
    [
      string("separator", attrs.separator),
      ints("ngram_widths", attrs.nGramWidths),
      string("left_pad", attrs.leftPad),
      string("right_pad", attrs.rightPad),
      int("pad_width", attrs.padWidth),
      bool("preserve_short_sequences", attrs.preserveShortSequences),
      type("Tsplits", "int32"),
    ],
    [data, dataSplits],
    2,
  );
}

/** Texts cut at a delimiter, as a sparse tensor: indices, values, shape. */
export function stringSplit(
  { inputs: { input, delimiter }, attrs, backend }: KernelCall<
    { readonly input: Info; readonly delimiter: Info },
    tf.StringSplitAttrs
  >,
): Info[] {
  return executeInt64(backend, "StringSplit", [bool("skip_empty", attrs.skipEmpty)], [input, delimiter], 3);
}

/** The bucket of each text, by a fast hash. */
export function stringToHashBucketFast(
  { inputs: { input }, attrs, backend }: KernelCall<{ readonly input: Info }, tf.StringToHashBucketFastAttrs>,
): Info {
  return executeInt64(
    backend,
    "StringToHashBucketFast",
    [int("num_buckets", attrs.numBuckets)],
    [input],
    1,
  )[0];
}
