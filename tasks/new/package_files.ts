import type { PackageRequest } from "./package.ts";

/** `deno.json` of a package that needs Dragsaw's core of that version. */
export function settingsOf(name: string, version: string): Record<string, unknown> {
  return {
    name,
    version: "0.1.0",
    license: "MIT",
    exports: "./mod.ts",
    imports: {
      "@dragsaw/core": `jsr:@dragsaw/core@^${version}`,
      "@std/assert": "jsr:@std/assert@^1",
      "zod": "npm:zod@4.6.7",
    },
    tasks: {
      check: "deno fmt --check && deno lint && deno check . && deno publish --dry-run --allow-dirty",
      test: "deno test --allow-read --allow-write --allow-env --allow-sys",
    },
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noImplicitOverride: true,
      lib: ["deno.window"],
    },
    fmt: { lineWidth: 110 },
    lint: { rules: { tags: ["recommended", "jsr"] } },
    publish: { exclude: ["**/*_test.ts", ".github"] },
  };
}

/** A test that the package's plugin is one. */
export function pluginSuiteText(): string {
  return `import { pluginSuite } from "@dragsaw/core/testing";
import plugin from "./mod.ts";

pluginSuite(plugin);
`;
}

/** What a package is and how it is used. */
export function readme({ packageName, kind, name }: PackageRequest, entry: string): string {
  return `# ${packageName}

The ${kind} \`${name}\` for Dragsaw.

In a config:

\`\`\`yaml
plugins: [jsr:${packageName}]
${entry}
\`\`\`

From a folder, before it is published: \`plugins: [../${
    packageName.split("/")[1]
  }/mod.ts]\`, from the working directory.

## Work on it

\`\`\`sh
deno task check # format, lint, types, whether it can be published
deno task test  # the suite that every ${kind} has to pass
deno publish    # or push a tag: the workflow publishes it
\`\`\`

Licence: MIT.
`;
}

/** Checks each push, and publishes a tag through OIDC: no secret to keep. */
export const WORKFLOW = `name: ci
on:
  push:
    branches: [main]
    tags: ["v*"]
  pull_request:
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: denoland/setup-deno@v2
        with: { deno-version: v2.x }
      - run: deno task check
      - run: deno task test
  publish:
    if: startsWith(github.ref, 'refs/tags/v')
    needs: check
    runs-on: ubuntu-latest
    permissions: { contents: read, id-token: write }
    steps:
      - uses: actions/checkout@v4
      - uses: denoland/setup-deno@v2
        with: { deno-version: v2.x }
      - run: deno publish
`;
