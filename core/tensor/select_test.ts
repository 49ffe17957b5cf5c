import { js } from "@dragsaw/backend-js";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import type { BackendFactory } from "./backend.ts";
import { activeBackend, BackendError, kernels, openBackend } from "./select.ts";
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
  await assertRejects(() => openBackend([refusing, js], "absent"), BackendError, "no library was found");
  await assertRejects(() => openBackend([failing, js], "broken"), BackendError, "another platform");
  await assertRejects(() => openBackend([refusing, js], "jss"), RangeError, "use one of absent, js");
});

Deno.test("openBackend() takes none in place of one that the user insists on", async () => {
  const insisting = (factory: BackendFactory): BackendFactory => ({
    ...factory,
    probe: async () => ({ ...await factory.probe(), insisted: true }),
  });
  await assertRejects(
    () => openBackend([insisting(refusing), js], undefined),
    BackendError,
    'Cannot open backend "absent": no library was found',
  );
  await assertRejects(
    () => openBackend([insisting(failing), js], undefined),
    BackendError,
    "another platform",
  );
  assertEquals((await openBackend([insisting(refusing), js], "js")).backend.name, "js");
});

Deno.test("openBackend() gives every reason when none can run", async () => {
  await assertRejects(
    () => openBackend([refusing, failing], undefined),
    BackendError,
    "absent: no library was found; broken:",
  );
  await assertRejects(() => openBackend([], undefined), BackendError, "no backend was given");
});

Deno.test("a backend that tfjs was told to leave is not the active one", async () => {
  await openBackend([js], undefined);
  await tf.setBackend("cpu");
  assertThrows(() => activeBackend(), Error, "none is active");
  assertEquals(kernels(), {});
});
