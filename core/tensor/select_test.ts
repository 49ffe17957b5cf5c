import { js } from "@dragsaw/backend-js";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { BackendFactory } from "./backend.ts";
import { activeBackend, kernels, openBackend } from "./select.ts";
import { tf } from "./tf.ts";

const refusing: BackendFactory = {
  name: "absent",
  probe: () => Promise.resolve({ ok: false, reason: "no library was found" }),
  open: () => Promise.reject(new Error("not reached")),
};
const failing: BackendFactory = {
  name: "broken",
  probe: () => Promise.resolve({ ok: true, detail: "" }),
  open: () => Promise.reject(new Error("the library is of another platform")),
};

Deno.test("openBackend() takes the first that can run and tells why the others cannot", async () => {
  const { backend, refused } = await openBackend([refusing, failing, js], undefined);
  assertEquals(backend.name, "js");
  assertEquals(activeBackend(), backend);
  assertEquals(refused, [
    { name: "absent", reason: "no library was found" },
    { name: "broken", reason: "the library is of another platform" },
  ]);
});

Deno.test("openBackend() tries only the wanted one", async () => {
  assertEquals((await openBackend([refusing, js], "js")).refused, []);
  await assertRejects(() => openBackend([refusing, js], "absent"), Error, "no library was found");
  await assertRejects(() => openBackend([failing, js], "broken"), Error, "another platform");
  await assertRejects(() => openBackend([refusing, js], "jss"), RangeError, "use one of absent, js");
});

Deno.test("openBackend() gives every reason when none can run", async () => {
  await assertRejects(
    () => openBackend([refusing, failing], undefined),
    Error,
    "absent: no library was found; broken:",
  );
  await assertRejects(() => openBackend([], undefined), Error, "no backend was given");
});

Deno.test("a backend that tfjs was told to leave is not the active one", async () => {
  await openBackend([js], undefined);
  await tf.setBackend("cpu");
  assertThrows(() => activeBackend(), Error, "none is active");
  assertEquals(kernels(), {});
});
