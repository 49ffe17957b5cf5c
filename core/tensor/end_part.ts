import type { OpPart } from "./backend.ts";
import { currentBackend } from "./select.ts";
import { type Tensor, tf } from "./tf.ts";

/** What tfjs remembers of one op for the gradient. */
type TapeNode = ReturnType<typeof tf.engine>["state"]["activeTape"][number];

/** Ops that are told about already. */
const told = new WeakSet<TapeNode>();

/**
 * Ends a part of a training step, for the profile: the ops since the last part ended belong to it, and to its backward pass
 * what their gradients take. Does nothing unless a profile is made.
 *
 * @param name A slot, or what else was computed.
 * @param phase Whether it is something that gradients go through, or updates weights.
 */
export function endPart(name: string, phase: "forward" | "update" = "forward"): void {
  const profiler = currentBackend()?.profiler;
  if (!profiler?.attribute({ name, phase }) || phase === "update" || !tf.engine().isTapeOn()) return;
  const backward: OpPart = { name, phase: "backward" };
  const { activeTape } = tf.engine().state;
  for (let i = activeTape.length - 1; i >= 0 && !told.has(activeTape[i]); i--) {
    tellGradients(activeTape[i], () => profiler.attribute(backward));
    told.add(activeTape[i]);
  }
}

/** Calls `tell` each time when the gradient for one of the op's inputs was computed. */
function tellGradients(node: TapeNode, tell: () => void): void {
  const { gradient } = node;
  if (!gradient) return;
  node.gradient = (dys: Tensor[]) => {
    const gradients = Object.entries(gradient(dys));
    return Object.fromEntries(gradients.map(([input, compute]) => [input, () => {
      const dx = compute();
      tell();
      return dx;
    }]));
  };
}
