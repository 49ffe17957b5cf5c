import { tensorflow } from "@dragsaw/backend-tensorflow";
import { assert, assertEquals } from "@std/assert";
import { type Predicted, writeProbeVolume } from "./testdata/predict_probe.ts";
import { print } from "../tasks/shared/command.ts";
import { filesIn, sha256, withFolder } from "./tiny.ts";

/** Logits of 20 classes would take 472 MB, of 60 classes 1,416 MB. */
const SIZE = "192x192x160", PATCH = "32x96x96";
/** Megabytes that may be taken, in that order. */
const MOST = [550, 400, 700];
const ignore = !(await tensorflow.probe()).ok || Deno.build.os !== "linux";

Deno.test({
  name:
    `a volume of ${SIZE} is predicted in a part of the memory that its logits would take, whatever the classes`,
  ignore,
  fn: () =>
    withFolder(async (folder) => {
      await writeProbeVolume(folder, SIZE);
      const labels = (classes: number, memory: number) =>
        sha256(`${folder}/labels_${SIZE}_${classes}_${memory}.nii.gz`);
      const few = await probe(folder, 20, 1e9), fewOnDisk = await probe(folder, 20, 1e6);
      assertEquals(await labels(20, 1e6), await labels(20, 1e9));
      const many = await probe(folder, 60, 1e6);
      // Temporary files are gone
      assertEquals((await filesIn(folder)).length, 4);
      const taken = [few, fewOnDisk, many].map(({ peak, opened }) => Math.round((peak - opened) / 1e6));
      print(`20 classes: ${taken[0]} MB, sums on disk: ${taken[1]} MB; 60 classes: ${taken[2]} MB`);
      assert(taken.every((megabytes, i) => megabytes < MOST[i]), `Taken: ${taken}, wanted less than ${MOST}`);
    }),
});

async function probe(folder: string, classes: number, memory: number): Promise<Predicted> {
  const script = new URL("testdata/predict_probe.ts", import.meta.url).pathname;
  const args = ["run", "-A", "--no-check", script, folder, SIZE, String(classes), PATCH, String(memory)];
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout).trim().split("\n").at(-1)!) as Predicted;
}
