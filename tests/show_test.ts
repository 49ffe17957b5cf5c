import { createLoader, type LoaderOptions, type Transform } from "@dragsaw/core/data";
import { readImage } from "@dragsaw/datasets";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { load } from "../tasks/shared/session.ts";
import { mustRun, runTask } from "./cli.ts";
import { filesIn, withFolder, writeTiny } from "./tiny.ts";
import { writeTinyVolumes } from "./tiny_volumes.ts";

/** Changes of everything that a draw can change. */
const AUGMENT =
  "augment=[{type: affine, rotate: 20}, {type: elastic, probability: 1}, {type: crop-to-foreground}," +
  " {type: noise, probability: 1}, {type: hue-saturation, range: 20}]";
const SIDE = 32, TIMES = 9, GAP = 4;

/** Bytes of what a training on `file` sees of a case in an epoch. */
async function seen(file: string, id: string, epochs: readonly number[]): Promise<Uint8Array[]> {
  const { config, registry } = await load(file, [AUGMENT]);
  const dataset = await registry.build("dataset", config.dataset, { seed: config.seed });
  const options: LoaderOptions = {
    dataset: config.dataset,
    cases: dataset.cases("train"),
    augment: config.augment,
    batchSize: 4,
    size: [SIDE, SIDE],
    normalize: { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] },
    seed: config.seed,
    prefetch: 0,
    workers: 0,
    open: ({ augment }) =>
      Promise.resolve({
        dataset,
        transforms: augment.map((spec) => registry.build("transform", spec, {}) as Transform),
      }),
  };
  const loader = createLoader(options), found: Uint8Array[] = [], length = SIDE * SIDE * 3;
  for (const epoch of epochs) {
    for (let position = 0; position < loader.stepsPerEpoch; position++) {
      const { ids, images } = await loader.batch(epoch * loader.stepsPerEpoch + position),
        i = ids.indexOf(id);
      if (i >= 0) found.push(Uint8Array.from(images.subarray(i * length, (i + 1) * length), Math.round));
    }
  }
  loader.close();
  return found;
}

Deno.test("show --augmented draws what the training sees, epoch for epoch", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder), out = `${folder}/out`;
    const { stdout, stderr } = await mustRun("show", [
      ...[config, "--augmented", "--cases", "1", "--epochs", "2", "--verbose", "--out", out],
      ...["--set", AUGMENT],
    ]);
    assertEquals(stderr, "");
    const [, file, id] = stdout.match(/^(.*\/(.*)_augmented\.png): as it is, then epoch 1, 2\n/)!;
    assertMatch(stdout, /\n {2}epoch 2: affine scale .*, rotate .*; elastic alpha .*; noise variance /);
    assertEquals(await filesIn(out), [file.slice(out.length + 1)]);
    const { width, data } = await readImage(file);
    const pixels = (left: number) =>
      Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
        const x = Math.floor(i / 3) % SIDE, y = Math.floor(i / 3 / SIDE);
        return data[((y * TIMES + 4) * width + left + x * TIMES + 4) * 3 + i % 3];
      });
    const panels = [0, 1, 2].map((n) => pixels(n * (SIDE * TIMES + GAP)));
    assertEquals(panels.slice(1), await seen(config, id, [0, 1]));
    assert(panels[0].some((value, i) => value !== panels[1][i]));
  });
});

Deno.test("show --augmented draws the patches that a training cuts out of a volume, as they are and as it sees them", async () => {
  await withFolder(async (folder) => {
    const config = await writeTinyVolumes(folder);
    /** Left and right half of the picture of the first case. */
    const halves = async (augment: string) => {
      const out = `${folder}/${augment.length}`,
        args = ["--augmented", "--cases", "1", "--epochs", "2", "--verbose"];
      const { stdout } = await mustRun("show", [
        config,
        ...args,
        "--out",
        out,
        "--set",
        `augment=${augment}`,
      ]);
      const [, file] = stdout.match(
        /^(.*_augmented\.png): patches of step \d+, \d+, as they are and as trained on\n/,
      )!;
      const { width, height, data } = await readImage(file), half = (width - 12) / 2 * 3;
      const cut = (from: number) =>
        Array.from(
          { length: height },
          (_, y) => data.subarray(y * width * 3 + from, y * width * 3 + from + half),
        );
      return { stdout, left: cut(0), right: cut(half + 36) };
    };
    const plain = await halves("[]"),
      mirrored = await halves("[{ type: mirror-3d, depth: 1, height: 1, width: 1 }]");
    assertMatch(plain.stdout, /\n {2}step \d+: nothing\n$/);
    assertEquals(plain.left, plain.right);
    assertMatch(mirrored.stdout, /\n {2}step \d+: mirror-3d depth, height, width\n$/);
    assertEquals(mirrored.left, plain.left);
    assert(mirrored.right.some((row, y) => row.some((value, i) => value !== mirrored.left[y][i])));
  });
});

Deno.test("show draws cases as they are, by name or from all over", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder), out = `${folder}/out`;
    const { stdout } = await mustRun("show", [config, "--cases", "3", "--out", out]);
    const files = await filesIn(out);
    assertEquals(files.length, 3);
    assertEquals(stdout, files.map((file) => `${out}/${file}: generated\n`).join(""));
    const { width, height } = await readImage(`${out}/${files[0]}`);
    assertEquals([width, height], [48, 48]);
    const id = files[2].replace(".png", "");
    await mustRun("show", [config, "--case", id, "--out", `${folder}/one`]);
    assertEquals(await filesIn(`${folder}/one`), [files[2]]);
  });
});

Deno.test("show says what it cannot show", async () => {
  await withFolder(async (folder) => {
    const config = await writeTiny(folder);
    for (
      const [args, status, text] of [
        [["--epochs", "2"], 2, "--epochs and --verbose are of --augmented"],
        [["--cases", "0"], 2, '--cases is "0", wanted a whole number from 1 on'],
        [["--case", "nobody"], 2, "tiny has no training case nobody; it has 12, as "],
        [["--augmented", "--set", "augment=[{type: blur, sigma: [2, 1]}]"], 2, "augment.0.sigma: "],
      ] as const
    ) {
      const { status: found, stderr } = await runTask("show", [config, ...args]);
      assertStringIncludes(stderr, text);
      assertEquals(found, status, stderr);
    }
  });
});
