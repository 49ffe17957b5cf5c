/**
 * Stands in for the package `@tensorflow/tfjs`: tfjs-core's source.
 *
 * @module
 */
import { KernelBackend as SourceKernelBackend } from "@tensorflow/tfjs-core/dist/index.js";

export * from "@tensorflow/tfjs-core/dist/index.js";

/** A base that tfjs-node's backend, an ES5 class, can call without `new`; the one that this file would re-export cannot be. */
export function KernelBackend(): void {}
KernelBackend.prototype = SourceKernelBackend.prototype;
