import { assert, assertEquals, assertLess } from "@std/assert";
import { toFileUrl } from "../tasks/shared/paths.ts";
import { browserTest, type Look, look, type View } from "./browser.ts";
import { mustRun } from "./cli.ts";
import { withFolder } from "./tiny.ts";
import { writeTinyVolumes } from "./tiny_volumes.ts";

const VIEWS: readonly View[] = [
  { width: 1280, scheme: "light" },
  { width: 390, scheme: "dark" },
];

function assertGood(found: Look, what: string): void {
  const { view: { width, scheme }, errors, requests, sticking, broken, faults } = found;
  const where = `${what} at ${width} px, ${scheme}`;
  assertEquals(
    { errors, requests, sticking, broken },
    { errors: [], requests: [], sticking: [], broken: 0 },
    where,
  );
  assertEquals(faults.filter((fault) => /^(serious|critical)/.test(fault)), [], where);
}

/** Run in a volume's page: throws unless it draws, and draws something else with another overlay or slice. */
const USED = `(async () => {
  const $ = (id) => document.getElementById(id), pause = () => new Promise((resolve) => setTimeout(resolve, 100));
  for (let i = 0; i < 600 && !document.documentElement.dataset.drawn; i++) await pause();
  if (!document.documentElement.dataset.drawn) throw new Error("not drawn in 60 s: " + $("place").textContent);
  const pixels = () => {
    const copy = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage($("canvas"), 0, 0, 320, 240);
    return context.getImageData(0, 0, 320, 240).data;
  };
  const colored = (data) => data.filter((value, i) => i % 4 === 0 && Math.abs(value - data[i + 2]) > 40).length;
  const lit = (data) => data.filter((value, i) => i % 4 === 0 && value > 40).length;
  const drawn = async (change) => {
    change();
    await pause();
    return pixels();
  };
  const changed = (a, b) => a.some((value, i) => Math.abs(value - b[i]) > 20);
  const push = (id, value) => {
    $(id).value = value;
    $(id).dispatchEvent(new Event("input", { bubbles: true }));
  };
  const choose = (id, value) => {
    $(id).value = value;
    $(id).dispatchEvent(new Event("change"));
  };
  const first = await drawn(() => push("opacity-image", 100));
  if (lit(first) < 1000) throw new Error("black");
  // Without 3D, which takes seconds in software
  const axial = await drawn(() => choose("layout", "AXIAL"));
  if (!changed(first, axial)) throw new Error("no other planes");
  const plain = await drawn(() => $("show-segmentation").click());
  if (colored(plain) >= colored(axial)) throw new Error("the segmentation stays");
  for (const id of ["truth", "errors", "uncertainty"]) {
    if (!changed(plain, await drawn(() => $("show-" + id).click()))) throw new Error(id + " is not shown");
    if (changed(plain, await drawn(() => $("show-" + id).click()))) throw new Error(id + " stays");
  }
  const doubt = await drawn(() => $("show-uncertainty").click());
  if (!changed(doubt, await drawn(() => push("threshold", 99)))) throw new Error("uncertain from anywhere");
  $("show-uncertainty").click();
  const said = $("place").textContent;
  if (!/ mm · image .* · prediction .* · truth .* · errors .* · uncertainty \\d/.test(said)) throw new Error(said);
  if (!changed(plain, await drawn(() => push("slice-z", 1)))) throw new Error("no other slice");
  if ($("place").textContent === said) throw new Error("the place stays");
  if (!changed(plain, await drawn(() => push("white", 300)))) throw new Error("no other grey");
})()`;

browserTest(
  "the report of a run on volumes, and its pages in 3D, open and work without a fault",
  () =>
    withFolder(async (folder) => {
      const run = `${folder}/run`, set = ["train.steps=1", "reports=[summary,csv,panels,pictures,volumes]"];
      await mustRun("train", [
        await writeTinyVolumes(folder),
        "--run",
        run,
        ...set.flatMap((one) => ["--set", one]),
      ]);
      await mustRun("report", [run, "--volumes"]);
      const html = await Deno.readTextFile(`${run}/report.html`);
      const pages = [...html.matchAll(/<a href="(report-volumes\/[^"]+)"/g)].map(([, href]) => href);
      assertEquals(pages.length, 2);
      for (const found of await look(toFileUrl(`${run}/report.html`), VIEWS)) {
        assertGood(found, "report");
        // Six of each case, and one in the list
        assertEquals(found.pictures, 2 * 7);
        assert(found.charts > 0);
      }
      const page = `${run}/${decodeURIComponent(pages[0])}`;
      assertLess((await Deno.stat(page)).size, 4e6);
      for (const found of await look(toFileUrl(page), VIEWS, { script: USED, webgl: true })) {
        assertGood(found, "volume");
      }
    }),
);
