import { assertEquals, assertLess } from "@std/assert";
import { ignore, reason, verifyReal } from "./testdata/real.ts";

for (const [type, name] of [["montgomery", "cxr_montgomery_512"], ["folder", "dsb2018_nuclei"]]) {
  Deno.test({
    name: `verify has no false alarm on ${name}${reason}`,
    ignore,
    async fn() {
      assertEquals((await verifyReal(type, name)).findings, []);
    },
  });
}

Deno.test({
  name:
    `verify finds the lesions that 2200 real images show twice, in other colours, and nothing else${reason}`,
  ignore,
  async fn() {
    const began = performance.now();
    const { findings, fingerprint } = await verifyReal("folder", "isic2018_256");
    const seconds = (performance.now() - began) / 1000;
    // Looked at: the same lesion each time
    const pairs = ["0015395 0000182", "0000519 0011295", "0012756 0013184", "0000193 0015436"];
    const found = findings.map(({ kind, file, reason }) => {
      const [a, b] = [file, reason].map((text) => /ISIC_(\d+)/.exec(text)![1]);
      return [kind, `${a} ${b}`];
    });
    assertEquals(found, pairs.map((pair) => ["near-duplicate-across-splits", pair]));
    assertEquals(fingerprint.splits.train!.cases, 1600);
    assertLess(seconds, 60);
  },
});
