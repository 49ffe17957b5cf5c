import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { loadConfig } from "./load.ts";
import { ConfigError } from "./problem.ts";
import { fakeRegistry, memoryFiles } from "./testdata/fake_plugins.ts";
import { CORPUS, GOOD } from "./testdata/good.ts";

const OTHERS = { "base.yaml": "seed: 1", "loop.yaml": "extends: good.yaml", "list.yaml": "- 1" };

const load = (text: string, set: string[] = []) =>
  loadConfig("good.yaml", {
    registry: fakeRegistry,
    set,
    files: memoryFiles({ ...OTHERS, "good.yaml": text }),
  });

Deno.test("the config that the corpus breaks is good", async () => {
  assertEquals((await load(GOOD)).config.name, "good");
});

for (const { from, to, says: [line, path, ...texts] } of CORPUS) {
  Deno.test(`a config is refused: ${JSON.stringify(to || `without ${from.trim()}`)}`, async () => {
    assertEquals(
      GOOD.split(from).length,
      2,
      `"${from}" stands ${GOOD.split(from).length - 1} times in the good config`,
    );
    const { problems, message, stack } = await assertRejects(() => load(GOOD.replace(from, to)), ConfigError);
    const lines = message.split("\n");
    const place = `:${line}:`;
    const found = problems.findIndex((problem) =>
      problem.path.join(".") === path && `:${problem.place.line}:` === place &&
      texts.every((text) => problem.message.includes(text))
    );
    assert(found >= 0, `wanted line ${line}, ${path}, ${texts.join(", ")}\n${message}`);
    assertStringIncludes(lines[found + 1], `${place}`);
    assertEquals(lines.length, problems.length + 1, "one line a problem");
    assert(stack !== undefined && !/^\s+at /m.test(message), "no stack in the message");
  });
}

const SETS: [argument: string, path: string, ...texts: string[]][] = [
  ["seed", "", 'no "="'],
  ["=3", "", "keys joined by dots"],
  ["a..b=3", "", "keys joined by dots"],
  ["seed=[1", "seed", "not YAML"],
  ["extends=base.yaml", "", "allowed in files only"],
  ["seed=x", "seed", 'found "x"', "a whole number"],
  ["sede=3", "sede", 'did you mean "seed"'],
  ["losses.encoder.wieght=0.2", "losses.encoder.wieght", 'did you mean "weight"'],
  ["losses.encoder.units.decoder.low=0", "losses.encoder.units.decoder.low", "found 0"],
  ["losses.encodr.weight=0.2", "losses.encodr.type", "found nothing", "one of cross-entropy, dice, pdcr"],
  ["augment.5.rotate=1", "", "a number from 0 to 1"],
  ["augment.first=flip", "", 'found "first" as the index of augment'],
  ["train.clipnorm=null", "", "nothing to remove", 'did you mean "clipNorm"'],
  ["optimizer.type=sgdd", "optimizer.type", 'did you mean "sgd"'],
  ["optimizer.type=sgd", "optimizer.rate", "found nothing"],
  ["size.2=7", "", "a number from 0 to 1"],
  ["train=", "train", "found nothing"],
];

for (const [argument, path, ...texts] of SETS) {
  Deno.test(`--set is refused: ${argument}`, async () => {
    const set = argument === "train=" ? ["train=null"] : [argument];
    const { problems, message } = await assertRejects(() => load(GOOD, set), ConfigError);
    const found = problems.some((problem) =>
      problem.path.join(".") === path && texts.every((text) => problem.message.includes(text))
    );
    assert(found, message);
    assert(
      problems.some(({ place }) => place.file === `--set ${set[0]}` || place.line !== undefined),
      message,
    );
  });
}

Deno.test("all errors are told at once, file by file, top to bottom", async () => {
  const text = CORPUS.filter(({ to }) =>
    ["nmae: good", "trian: 96", "- flipp", "weight: -0.1", "workers: 0"].includes(to)
  )
    .reduce((all, { from, to }) => all.replace(from, to), GOOD);
  const { problems, message } = await assertRejects(() => load(text, ["a", "b=1", "seed=x"]), ConfigError);
  const paths = problems.map(({ path }) => path.join("."));
  assertEquals(paths.toSorted(), [
    "",
    "augment.1",
    "b",
    "dataset.trian",
    "loader.workers",
    "losses.encoder.weight",
    "nmae",
    "seed",
  ]);
  assertStringIncludes(message, "Cannot use good.yaml: 8 problems\n");
  const lines = problems.flatMap(({ place }) => place.line ?? []);
  assertEquals(lines, lines.toSorted((a, b) => a - b));
});

Deno.test("a text with a piece cut out or put in loads or is refused with places, never anything else", async () => {
  const edit = fc.record({
    at: fc.nat(GOOD.length),
    cut: fc.nat(12),
    put: fc.constantFrom(
      "",
      "\t",
      "'",
      '"',
      "[",
      "}",
      ": ",
      "- ",
      "\n",
      "&a ",
      "*a",
      "!x ",
      "#",
      "%",
      "null",
      "\u0000",
    ),
  });
  await fc.assert(
    fc.asyncProperty(edit, async ({ at, cut, put }) => {
      try {
        await load(GOOD.slice(0, at) + put + GOOD.slice(at + cut));
      } catch (error) {
        assert(error instanceof ConfigError, String(error));
        assert(
          error.problems.every(({ place }) => place.file === "good.yaml" && (place.line ?? 0) > 0),
          error.message,
        );
      }
    }),
    { numRuns: 150 },
  );
});
