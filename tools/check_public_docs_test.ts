import { assertEquals } from "@std/assert";
import { checkPublicDocs, ownFindings } from "./check_public_docs.ts";
import { plant } from "./testdata/plant.ts";

Deno.test("checkPublicDocs() finds a planted export without documentation", () =>
  plant({
    "core/mod.ts":
      "/** Core. @module */\n/** Shown. */\nexport interface Shown {\n  /** Side. */\n  a: number;\n}\n",
    "plugins/a/mod.ts":
      `/** A. @module */\nimport type { Shown } from "@dragsaw/core";\n\nexport function bare(x: Shown): void {\n  void x;\n}\n`,
  }, async (root) => {
    assertEquals(await checkPublicDocs(root), [
      "plugins/a/mod.ts:4: exported symbol is missing JSDoc documentation (missing-jsdoc)",
    ]);
  }));

Deno.test("ownFindings() leaves out npm packages and their types", () => {
  const output = [
    "error[missing-jsdoc]: exported symbol is missing JSDoc documentation",
    "  --> /cache/npm/x/index.d.ts:62:25",
    "error[private-type-ref]: public type 'define' references private type 'ZodObject'",
    "   --> /house/core/define.ts:45:1",
    "error[private-type-ref]: public type 'define' references private type 'Hidden'",
    "  --> /house/core/define.ts:46:1",
  ].join("\n");
  assertEquals(ownFindings(output, "/house", new Set(["Hidden"])), [
    "core/define.ts:46: public type 'define' references private type 'Hidden' (private-type-ref)",
  ]);
});
