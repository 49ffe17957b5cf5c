import { after, compile, type Profiler, type Tensor, tf } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";
import { onEachBackend } from "../../../tests/backends.ts";

const only = { only: ["tensorflow"] };

/** Runs `fn` once and gives what it and its ops gave. */
async function profiled(
  profiler: Profiler,
  fn: (x: Tensor) => Tensor,
): Promise<{ value: number; kinds: string[] }> {
  const x = tf.tensor1d([0, 0]);
  profiler.start();
  const { y } = await compile(({ x }: { x: Tensor }) => ({ y: fn(x) }))({ x });
  const [call] = profiler.stop();
  const value = y.dataSync()[0];
  tf.dispose([x, y]);
  return { value, kinds: call.map(({ op }) => op) };
}

onEachBackend(
  "a profile is of the ops that training runs: what is computed again is not merged",
  async (backend) => {
    const { value, kinds } = await profiled(backend.profiler!, (x) => {
      const first = x.exp();
      const [again] = after([x, x.neg()], first);
      return first.add(again.exp());
    });
    assertEquals(value, 2);
    assertEquals(kinds.filter((kind) => kind === "Exp").length, 2);
    assertEquals(kinds.includes("IdentityN"), true);
  },
  only,
);

onEachBackend("functions that were traced without a profile report nothing", async ({ profiler }) => {
  const x = tf.scalar(3);
  const square = compile(({ x }: { x: Tensor }) => ({ y: x.square() }));
  const before = await square({ x });
  profiler!.start();
  const later = await square({ x });
  assertEquals(profiler!.stop(), []);
  assertEquals([before.y.dataSync()[0], later.y.dataSync()[0]], [9, 9]);
  tf.dispose([x, before, later]);
}, only);
