import { geometry, writeNifti } from "@dragsaw/core/volume";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { mustRun, runTask } from "./cli.ts";
import { withFolder } from "./tiny.ts";

/** 3 x 2 x 2 voxels, two channels of the image, one class in the corner. */
async function writeCase(folder: string): Promise<void> {
  const place = geometry([3, 2, 2], [-1, 0, 0, 4, 0, 2, 0, 5, 0, 0, 3, 6]), labels = new Uint8Array(12);
  labels[0] = 2;
  const write = (name: string, data: Uint8Array | Float32Array, channels = 1) =>
    writeNifti(`${folder}/${name}.nii.gz`, { ...place, channels, data });
  await write("scan", Float32Array.from({ length: 24 }, (_, i) => i), 2);
  await write("found", labels);
  await write("right", labels.map((id, i) => i === 1 ? 1 : id));
  await write("doubt", new Float32Array(12).fill(.5));
}

Deno.test("view puts volumes, viewer and names into one page, and begins where there is most", () =>
  withFolder(async (folder) => {
    await writeCase(folder);
    const file = (name: string) => `${folder}/${name}.nii.gz`, out = `${folder}/new/page.html`;
    const { stdout } = await mustRun("view", [
      ...[file("scan"), file("found"), "--truth", file("right"), "--uncertainty", file("doubt")],
      ...["--classes", "</script><b>, outer", "--out", out],
    ]);
    assertMatch(stdout, /^Page: .*page\.html, 2\.\d MB\n$/);
    const html = await Deno.readTextFile(out);
    for (const id of ["image", "segmentation", "truth", "errors", "uncertainty"]) {
      assertStringIncludes(html, `id="volume-${id}">H4sI`);
      assertStringIncludes(html, `id="show-${id}"`);
    }
    // A class's name ends no script
    assertEquals(html.match(/<\/script>/g)!.length, 8);
    assert(!/<script[^>]* src=|<link[^>]*stylesheet/.test(html), "nothing from elsewhere");
    const [, data] = /id="data">(.*?)<\/script>/.exec(html)!;
    const { start, overlays } = JSON.parse(data);
    assertEquals(start, [4, 5, 6]);
    assertEquals(overlays[0].entries.map(({ name }: { name: string }) => name), ["</script><b>", "outer"]);
    assertStringIncludes(html, "Copyright (c) 2021, Niivue");
  }));

Deno.test("view says what is no segmentation, and what is not there", () =>
  withFolder(async (folder) => {
    await writeCase(folder);
    const scan = `${folder}/scan.nii.gz`, doubt = `${folder}/doubt.nii.gz`;
    const cases: [string[], number, string][] = [
      [[scan, doubt], 1, `${doubt}: Found the value 0.5, expected class ids: whole numbers from 0 to 255`],
      [[scan, "--out", "page.txt"], 2, '--out is "page.txt", wanted a name that ends in .html'],
      [[`${folder}/none.nii.gz`], 1, "none.nii.gz"],
    ];
    for (const [args, status, message] of cases) {
      const ended = await runTask("view", args);
      assertEquals(ended.status, status, ended.stderr);
      assertStringIncludes(ended.stderr, message);
    }
  }));
