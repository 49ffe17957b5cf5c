import { assert, assertEquals, assertLess } from "@std/assert";
import { ignore, REAL, reason } from "../datasets/testdata/real.ts";
import { toFileUrl } from "../tasks/shared/paths.ts";
import { browserTest, type Look, look, type View } from "./browser.ts";
import { mustRun, startTask } from "./cli.ts";
import { makeRun, record } from "./made_run.ts";

const VIEWS: readonly View[] = [
  { width: 1280, scheme: "light" },
  { width: 390, scheme: "light" },
  { width: 1280, scheme: "dark" },
  { width: 390, scheme: "dark" },
];

/** A table that was measured: 4 rows, 3 seeds, 24 of its images. */
const TABLE = "tests/testdata/table_result.json";

function assertGood(
  { view, errors, requests, sticking, cut, charts, broken, faults }: Look,
  what: string,
): void {
  const where = `${what} at ${view.width} px, ${view.scheme}`;
  assertEquals({ errors, requests, sticking, cut, broken }, {
    errors: [],
    requests: [],
    sticking: [],
    cut: [],
    broken: 0,
  }, where);
  assertEquals(faults.filter((fault) => /^(serious|critical)/.test(fault)), [], where);
  assert(charts > 0, `${where}: no charts`);
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

browserTest(
  "the quickstart's report opens on every screen, light and dark, without a fault",
  () =>
    withFolder(async (folder) => {
      await mustRun("train", ["configs/quickstart.yaml", "--run", `${folder}/quickstart`]);
      await mustRun("report", [`${folder}/quickstart`]);
      for (const found of await look(toFileUrl(`${folder}/quickstart/report.html`), VIEWS)) {
        assertGood(found, "quickstart");
        assertEquals(found.pictures, 12 * 5 + 24);
      }
    }),
);

browserTest(
  `the report of isic2018-small opens without a fault${reason}`,
  () =>
    withFolder(async (folder) => {
      await mustRun("train", [
        ...["configs/isic2018-small.yaml", "--data", `${REAL}isic2018_256`, "--run", `${folder}/isic`],
        ...["--set", "train.steps=2"],
      ]);
      await mustRun("report", [`${folder}/isic`]);
      const views = [VIEWS[0], VIEWS[3]];
      for (const found of await look(toFileUrl(`${folder}/isic/report.html`), views)) {
        assertGood(found, "isic2018-small");
        assertEquals(found.pictures, 12 * 5 + 200);
      }
    }),
  ignore,
);

browserTest(
  "a report of 400 images opens and is smaller than 15 MB",
  () =>
    withFolder(async (folder) => {
      await makeRun(folder, { cases: 400, side: 256 });
      await mustRun("report", [folder]);
      const { size } = await Deno.stat(`${folder}/report.html`);
      assertLess(size, 15e6);
      const [found] = await look(toFileUrl(`${folder}/report.html`), VIEWS.slice(0, 1));
      assertGood(found, "400 images");
      // It takes one second; no machine is so slow that ten are not a fault of the page.
      assertLess(found.milliseconds, 10_000);
    }),
);

browserTest("a comparison and a table open without a fault", () =>
  withFolder(async (folder) => {
    await makeRun(`${folder}/one`, { cases: 20, side: 64 });
    await makeRun(`${folder}/two`, { cases: 20, side: 64, error: 4, set: ["optimizer.rate=1e-3"] });
    await mustRun("report", [`${folder}/one`, `${folder}/two`, "--out", `${folder}/both.html`]);
    await Deno.mkdir(`${folder}/table`);
    await Deno.copyFile(TABLE, `${folder}/table/result.json`);
    await mustRun("report", [`${folder}/table`]);
    for (const page of ["both.html", "table/report.html"]) {
      for (const found of await look(toFileUrl(`${folder}/${page}`), VIEWS)) assertGood(found, page);
    }
  }));

browserTest("a column of the images sorts when its heading is pressed", () =>
  withFolder(async (folder) => {
    await makeRun(folder, { cases: 12, side: 32 });
    await mustRun("report", [folder]);
    // Throws in the page where the order is another
    const script = `(() => {
      const button = [...document.querySelectorAll("#all th button")].find((one) => one.textContent.startsWith("dice"));
      const values = () => [...document.querySelectorAll("#all tbody tr")].map((row) => +row.cells[2].dataset.sort);
      const rising = (list) => list.every((value, i) => i === 0 || list[i - 1] <= value);
      button.click();
      if (!rising(values())) throw new Error("not rising: " + values());
      button.click();
      if (!rising(values().reverse())) throw new Error("not falling: " + values());
    })()`;
    const [found] = await look(toFileUrl(`${folder}/report.html`), VIEWS.slice(0, 1), { script });
    assertGood(found, "sorted");
  }));

browserTest(
  "a watched page shows new records by itself and keeps what is unfolded",
  () =>
    withFolder(async (folder) => {
      await makeRun(folder, { cases: 4, side: 32 });
      const port = freePort(), url = `http://127.0.0.1:${port}/`;
      const task = startTask("watch", [folder, "--port", String(port), "--every", "1"]);
      try {
        await task.said(url);
        const growing = (async () => {
          await new Promise((resolve) => setTimeout(resolve, 4000));
          await Deno.writeTextFile(`${folder}/metrics.jsonl`, `${record(210)}\n`, { append: true });
        })();
        const script = `new Promise((resolve, reject) => {
        document.querySelector("details").open = true;
        const began = Date.now();
        const timer = setInterval(() => {
          const last = document.body.textContent.includes("210 steps");
          if (last) { clearInterval(timer); document.querySelector("details").open ? resolve() : reject(new Error("folded again")); }
          else if (Date.now() - began > 20000) { clearInterval(timer); reject(new Error("nothing new in 20 s")); }
        }, 100);
      })`;
        const [found] = await look(url, VIEWS.slice(0, 1), { script });
        await growing;
        assertGood(
          { ...found, requests: found.requests.filter((request) => !request.startsWith(url)) },
          "watched",
        );
      } finally {
        task.kill("SIGTERM");
        await task.ended;
      }
    }),
);
