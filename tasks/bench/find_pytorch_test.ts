import { assertEquals } from "@std/assert";
import { findPyTorch } from "./find_pytorch.ts";

Deno.test("findPyTorch() says how to install it where it is not", async () => {
  const found = await findPyTorch("/no/such/python3", new AbortController().signal);
  assertEquals(found, {
    ok: false,
    reason: 'Ours runs alone (PyTorch: there is no program "/no/such/python3"). ' +
      "To compare with PyTorch: pip install torch==2.13.0 numpy",
  });
});
