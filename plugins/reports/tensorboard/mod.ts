/**
 * Event files for TensorBoard.
 *
 * @module
 */
export type { EventPicture, Moment } from "./event.ts";
export {
  eventFiles,
  type EventFilesOptions,
  type EventLog,
  type EventSource,
  openEventLog,
  writeEvents,
} from "./event_files.ts";
export { eventPicture } from "./event_picture.ts";
export type { Histogram } from "./histogram.ts";
export { logScalars } from "./log_scalars.ts";
export { openTensorBoard, type TensorBoard, type TensorBoardOptions } from "./tensor_board.ts";
export { type NamedWeights, weightHistograms } from "./weight_histograms.ts";
