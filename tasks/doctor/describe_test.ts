import { assertEquals, assertStringIncludes } from "@std/assert";
import { advise } from "./advise.ts";
import { describe } from "./describe.ts";
import type { Findings } from "./examine.ts";

const GOOD: Findings = {
  usable: true,
  versions: { deno: "2.9.6", tensorflow: "2.21.0" },
  machine: {
    system: "linux x86_64",
    cpu: "Example",
    cores: 2,
    features: { avx2: true, amx_bf16: false },
    memory: { total: 2 ** 34, available: 2 ** 33 },
  },
  nvidia: { ok: false, reason: "no NVIDIA driver" },
  library: { attempts: [{ source: "cache", found: "/c/lib.so", refused: null }], log: "greeting\n" },
  backends: [{ name: "tensorflow", ok: true, detail: "fine" }],
  environment: { gpu: false, device: "CPU" },
  proof: { backend: "tensorflow", size: 8, first: 2, best: 1, gflops: 3 },
  cache: { folder: "/c", entries: [{ name: "lib", bytes: 1500 }] },
  variables: {},
};

Deno.test("describe() shows what was found and taken", () => {
  const page = describe(GOOD);
  const lines = [
    "+ cache: /c/lib.so",
    "avx2, no amx_bf16",
    "16.0 GiB, 8.0 GiB free",
    "Cache: /c, 1.5 kB",
    "  greeting",
  ];
  for (const line of lines) assertStringIncludes(page, line);
  assertStringIncludes(page, "TensorFlow is usable.");
  assertEquals(advise(GOOD), []);
});

Deno.test("describe() shows refusals and says what to do", () => {
  const page = describe({
    ...GOOD,
    usable: false,
    library: { attempts: [{ source: "Python wheel", found: null, refused: "No module named pip" }], log: "" },
    backends: [{ name: "tensorflow", ok: false, reason: "nothing to open\n  - all the sources" }],
    variables: { DRAGSAW_OFFLINE: "1", DRAGSAW_LIBTENSORFLOW: "/no" },
  });
  for (
    const line of [
      "- Python wheel: No module named pip",
      "no: nothing to open\n",
      "NOT usable",
      "DRAGSAW_OFFLINE unset",
      "corrected or unset",
    ]
  ) {
    assertStringIncludes(page, line);
  }
  assertEquals(page.includes("all the sources"), false);
  assertEquals(page.includes("wrote while it opened"), false);
});

Deno.test("advise() notices a GPU that TensorFlow does not use", () => {
  const nvidia = { ok: true as const, driver: "580", gpus: [{ name: "H100", memory: 2 ** 36 }] };
  assertStringIncludes(advise({ ...GOOD, nvidia }).join("\n"), "A GPU is here");
  assertEquals(advise({ ...GOOD, nvidia, environment: { gpu: true } }), []);
  assertStringIncludes(describe({ ...GOOD, nvidia }), "H100 (64.0 GiB), driver 580");
});
