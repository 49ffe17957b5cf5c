/**
 * Stands in for the package `seedrandom`, whose functions cannot be seen from an ES module.
 *
 * @module
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.resolve("@tensorflow/tfjs-core/package.json"));

/** Johannes Baagøe's generator. */
export const { alea } = require("seedrandom") as { readonly alea: (seed: string) => () => number };
