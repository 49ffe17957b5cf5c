import { layer } from "@dragsaw/core/model";
import type { Layer } from "@dragsaw/core/model";
import { relu } from "@dragsaw/core/tensor";
import type { Tensor4D } from "@dragsaw/core/tensor";

/**
 * y = activate(path(x) + shortcut(x)); the field is that of the path.
 *
 * @param shortcut What x passes where channels or size change; x itself unless given.
 * @param activate ReLU unless given.
 */
export function residual(
  path: Layer,
  shortcut?: Layer,
  activate: (x: Tensor4D) => Tensor4D = relu,
): Layer {
  return layer(
    path.channels,
    path.field,
    (x, forward) => activate(path(x, forward).add(shortcut ? shortcut(x, forward) : x)),
  );
}
