import { OptionError } from "../registry/define.ts";
import type { Backbone } from "./model.ts";

/**
 * Index of the output of `backbone` whose units lie `stride` pixels apart.
 *
 * @throws {OptionError} at the option `backbone`, when it has none: lists the strides there are.
 */
export function outputAt({ outputs }: Pick<Backbone, "outputs">, stride: number): number {
  const strides = outputs.map(({ field }) => field.jump), found = strides.indexOf(stride);
  if (found >= 0) return found;
  throw new OptionError(
    ["backbone"],
    `Cannot take features of stride ${stride} from this backbone: expected one of ${strides.join(", ")}`,
  );
}
