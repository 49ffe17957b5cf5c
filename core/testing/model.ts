/** What tests of networks need. @module */
export { checkWeightGradients, snapshot } from "./check_weight_gradients.ts";
export type { WeightGradientOptions } from "./check_weight_gradients.ts";
export { plainForward } from "./forward.ts";
export { modelSuite } from "./model_suite.ts";
export type { ModelCase, Register } from "./model_suite.ts";
export { refinerSuite, volumeRefinerSuite } from "./refiner_suite.ts";
export type { RefinerCase } from "./refiner_suite.ts";
