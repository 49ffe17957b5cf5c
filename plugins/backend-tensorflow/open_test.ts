import { tf } from "@dragsaw/core/tensor";
import { assert, assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { tensorflow, tensorflowFactory } from "./mod.ts";
import { chooseThreads } from "./threads.ts";

const probe = await tensorflow.probe();
const ignore = !probe.ok;
let backend = probe.ok ? await tensorflow.open() : undefined;

Deno.test({
  name: "tensorflow describes where it runs",
  ignore,
  fn() {
    const { tensorflow: version, device, cores, cpuFeatures, log } = backend!.environment;
    assertMatch(String(version), /^2\.\d+\.\d+/);
    assert(String(device).length > 0 && Number(cores) > 0 && String(cpuFeatures).length > 0);
    assertEquals(typeof log, "string");
    assert(probe.ok && probe.detail.includes(String(version)));
  },
});

Deno.test({
  name: "tensorflow opens once at a time, and again after it was closed",
  ignore,
  async fn() {
    await assertRejects(() => tensorflow.open(), Error, "open already");
    backend!.close();
    backend = await tensorflowFactory({ intraThreads: 1, interThreads: 1 }).open();
    assertEquals([backend.environment.intraThreads, backend.environment.interThreads], [1, 1]);
    assertEquals(tf.getBackend(), "tensorflow");
    const four = await backend.trace!(({ x }) => ({ y: x.add(2) }))({ x: tf.scalar(2) });
    assertEquals([...await four.y.data()], [4]);
    tf.dispose(four);
  },
});

Deno.test("chooseThreads() takes options, then the environment, then every core", () => {
  const variable = "DRAGSAW_INTRA_THREADS", before = Deno.env.get(variable);
  try {
    Deno.env.delete(variable);
    assertEquals(chooseThreads({ interThreads: 3 }), { intra: 0, inter: 3 });
    Deno.env.set(variable, "2");
    assertEquals(chooseThreads({ interThreads: 3 }).intra, 2);
    assertEquals(chooseThreads({ intraThreads: 5, interThreads: 3 }).intra, 5);
    Deno.env.set(variable, "all");
    assertThrows(() => chooseThreads({}), RangeError, 'found "all"');
  } finally {
    if (before === undefined) Deno.env.delete(variable);
    else Deno.env.set(variable, before);
  }
});
