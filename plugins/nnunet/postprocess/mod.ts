/**
 * What is done to predictions where it helped on validation. Imports no tensor library.
 *
 * @module
 */
export { type PostprocessingChooser, postprocessingChooser, type ValidationCase } from "./choose.ts";
export { type Choice, joinPostprocessing, postprocess, type Postprocessing } from "./postprocessing.ts";
export { POSTPROCESSING_FILE, readPostprocessing, writePostprocessing } from "./postprocessing_file.ts";
