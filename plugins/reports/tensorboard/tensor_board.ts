import type { MetricsLog, Parameter, Report, TrainListener } from "@dragsaw/core";
import { strip } from "../evaluation/strip.ts";
import type { EventPicture } from "./event.ts";
import { openEventLog } from "./event_files.ts";
import { eventPicture } from "./event_picture.ts";
import { logScalars } from "./log_scalars.ts";
import { weightHistograms } from "./weight_histograms.ts";

/** What is shown of a training, and where. */
export interface TensorBoardOptions {
  /** The run's folder. */
  readonly folder: string;
  /** Name of the machine, for the file's name. */
  readonly host: string;
  /** Updates done: events after it are taken back. */
  readonly step: number;
  /** Network, whose weights become histograms at validations. */
  readonly parameters: readonly Parameter[];
  /** Ids of validation cases whose pictures are shown. */
  readonly cases: readonly string[];
}

/** Writes an event file while a network trains. */
export interface TensorBoard {
  /** Takes records of the log: losses, metrics, speed, memory. */
  readonly log: MetricsLog;
  /** Sees validation cases. */
  readonly report: Report;
  /** Adds pictures and histograms at validations. */
  readonly listener: TrainListener;
}

/** Longer side of each picture in a strip, in pixels. */
const SIDE = 192;

/**
 * Opens the event file of a training, for TensorBoard: scalars of what is logged; at validations some cases as strips
 * (outlines, image, truth, prediction, errors, uncertainty) and histograms of the weights.
 */
export async function openTensorBoard(options: TensorBoardOptions): Promise<TensorBoard> {
  const { folder, host, step, parameters } = options, cases = new Set(options.cases);
  const events = await openEventLog({ folder, host, source: "training" }, step);
  const time = () => Date.now() / 1000;
  let images: Record<string, EventPicture> = {};
  return {
    log: {
      append: (record) => events.append({ step: record.step, time: time(), scalars: logScalars(record) }),
    },
    report: {
      async onCase(item) {
        if (cases.has(item.id)) images[`validation/${item.id}`] = await eventPicture(strip(item, SIDE));
      },
      onEnd: () => Promise.resolve(),
    },
    listener: {
      async onValidation({ step }) {
        const histograms = weightHistograms(await valuesOf(parameters));
        await events.append({ step, time: time(), images, histograms });
        images = {};
      },
    },
  };
}

function valuesOf(parameters: readonly Parameter[]): Promise<Parameters<typeof weightHistograms>[0]> {
  const weights = parameters.filter(({ trainable }) => trainable);
  return Promise.all(weights.map(async ({ name, variable }) => ({
    name,
    shape: variable.shape,
    values: await variable.data() as Float32Array,
  })));
}
