import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { runData } from "../testdata/run_data.ts";
import { imageRisk } from "./image_risk.ts";
import { readable } from "./readable.ts";
import { runPage } from "./run_page.ts";

const withoutScript = (html: string) => html.replace(/<script>[\s\S]*<\/script>/, "");

const balanced = (html: string) => {
  const body = withoutScript(html);
  for (
    const tag of [
      "table",
      "tr",
      "td",
      "th",
      "svg",
      "section",
      "small",
      "ul",
      "div",
      "figure",
      "details",
      "dl",
    ]
  ) {
    const count = (pattern: string) => body.match(new RegExp(pattern, "g"))?.length ?? 0;
    assertEquals(count(`<${tag}[ >]`), count(`</${tag}>`), tag);
  }
};

Deno.test("runPage() is one file, balanced, with everything escaped and no number that is none", () => {
  const html = runPage(runData("runs/x", [0.1, 0.5, 0.9, null]));
  balanced(html);
  assert(
    !/<script[^>]*src=|<link[^>]*stylesheet|href="(?!#|data:,)|url\((?!data:)|@import/.test(
      withoutScript(html),
    ),
    "nothing from elsewhere",
  );
  assertStringIncludes(html, "<title>run &lt;b&gt;</title>");
  assertStringIncludes(html, "seed: 0 # &lt;i&gt;");
  assertStringIncludes(html, "a network &amp; data");
  assertStringIncludes(html, 'data-sort="&lt;0&gt;"');
  assert(!/<b>"|<\d>|a<b/.test(html), "names are text");
  assert(
    !/NaN|undefined|Infinity/.test(withoutScript(html)),
    "every number is one",
  );
  for (
    const id of [
      "results",
      "distribution",
      "cases",
      "calibration",
      "training",
      "cost",
      "config",
      "environment",
      "all",
    ]
  ) {
    assertStringIncludes(html, `<section id="${id}"`);
    assertStringIncludes(html, `href="#${id}"`);
  }
});

Deno.test("runPage() of a run that trains begins with its curves, and tells how far it is", () => {
  const html = runPage(
    runData("runs/x", [], { evaluations: [], state: { kind: "training", step: 30, steps: 120, left: 90 } }),
    { live: true },
  );
  balanced(html);
  assertStringIncludes(html, "step 30 of 120, about 2 min left");
  assertStringIncludes(html, '<progress aria-label="Steps done" max="120" value="30">');
  assertStringIncludes(html, "best validation, step 30");
  assertStringIncludes(html, "connect-src 'self'");
  assertEquals(html.indexOf('<section id="results"'), -1);
});

Deno.test("runPage() of a run with nothing yet is its config", () => {
  const html = runPage(
    runData("runs/x", [], {
      evaluations: [],
      steps: [],
      validations: [],
      environment: {},
      state: { kind: "stopped", step: 0, steps: null, left: null },
    }),
  );
  assertEquals([...html.matchAll(/<section id="(\w+)"/g)].map(([, id]) => id), ["config"]);
});

Deno.test("runPage() names the splits where there are several", () => {
  const run = runData("runs/x", [0.5, 0.6]), [test] = run.evaluations;
  const html = runPage({ ...run, evaluations: [test, { ...test, split: "val" }] });
  assertStringIncludes(html, '<section id="test-results"');
  assertStringIncludes(html, '<section id="val-all"');
});

Deno.test("imageRisk() worked by hand", () => {
  const found = imageRisk([{ confidence: 0.9, risk: 0.2 }, { confidence: 0.1, risk: 0.4 }, {
    confidence: 0.5,
    risk: 0,
  }])!;
  assertEquals(found.points.map(([share]) => Math.round(share * 3)), [1, 2, 3]);
  assertEquals(found.points.map(([, risk]) => Number(risk.toFixed(6))), [0.2, 0.1, 0.2]);
  assertEquals(found.best.map(([, risk]) => Number(risk.toFixed(6))), [0, 0.1, 0.2]);
  assertEquals(imageRisk([{ confidence: 1, risk: 0 }]), null);
});

Deno.test("readable() has at most four digits", () => {
  assertEquals([0, 0.12345, 1.23456, 71.98, 123.4, 2e-5, -0.5].map(readable), [
    "0",
    "0.1235",
    "1.23",
    "72.0",
    "123",
    "2.00e−5",
    "−0.5000",
  ]);
});
