import { assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { crc32c } from "./crc32c.ts";
import { momentRecord, restartRecord, stepOf, versionRecord } from "./event.ts";
import { eventFiles, openEventLog, writeEvents } from "./event_files.ts";
import { histogramOf } from "./histogram.ts";
import { logScalars } from "./log_scalars.ts";
import { readRecords, tfRecord } from "./tf_record.ts";
import { weightHistograms } from "./weight_histograms.ts";

const TIME = 1700000000.5;

Deno.test("crc32c() has the sums of RFC 3720, B.4", () => {
  const sum = (make: (i: number) => number) => crc32c(Uint8Array.from({ length: 32 }, (_, i) => make(i)));
  assertEquals([sum(() => 0), sum(() => 255), sum((i) => i), sum((i) => 31 - i)], [
    0x8a9136aa,
    0x62a8ab43,
    0x46dd794e,
    0x113fdb5c,
  ]);
  assertEquals(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
});

Deno.test("records are those of TensorBoard 2.21, byte by byte", () => {
  const scalars = { "loss/total": .75, "validation/dice": -2 };
  const image = { height: 2, width: 300, file: Uint8Array.of(0xff, 0xd8, 0, 0x78) };
  const histogram = { min: -1, max: 3, count: 4, sum: 4.5, squares: 11.25, limits: [1, 3], counts: [3, 1] };
  assertEquals(
    [
      versionRecord(TIME),
      restartRecord(TIME, 301),
      momentRecord({ step: 300, time: TIME, scalars }),
      momentRecord({ step: 2 ** 33, time: 1.25, images: { "validation/a": image } }),
      momentRecord({ step: 7, time: 2, histograms: { "weights/head": histogram } }),
    ].map((bytes) => bytes.toHex()),
    [
      "1800000000000000a37f4b220900002040fc54d9411a0d627261696e2e4576656e743a322b353110",
      "100000000000000095fbfe180900002040fc54d94110ad023a020801596f3f79",
      "39000000000000008b0737f10900002040fc54d94110ac022a2b0a110a0a6c6f73732f746f74616c150000403f0a160a0f76616c69646174696f6e2f6469636515000000c0f189faec",
      "300000000000000095f5d05f09000000000000f43f1080808080202a1f0a1d0a0c76616c69646174696f6e2f61220d080210ac0218032204ffd80078d56fa676",
      "70000000000000009429adcd09000000000000004010072a630a610a0c776569676874732f686561642a5109000000000000f0bf1100000000000008401900000000000010402100000000000012402900000000008026403210000000000000f03f00000000000008403a100000000000000840000000000000f03f8310e6d8",
    ],
  );
});

Deno.test("readRecords() ends at a record that is torn or damaged", () => {
  const one = tfRecord(Uint8Array.of(1, 2, 3)), two = tfRecord(Uint8Array.of(4));
  const read = (bytes: Uint8Array) => [...readRecords(bytes)].map(({ data, end }) => [...data, end]);
  assertEquals(read(Uint8Array.from([...one, ...two])), [[1, 2, 3, 19], [4, 36]]);
  assertEquals(read(Uint8Array.from([...one, ...two.subarray(0, 16)])), [[1, 2, 3, 19]]);
  for (const at of [0, 8, 12, 18]) {
    const damaged = Uint8Array.from([...one, ...two]);
    damaged[19 + at % two.length] ^= 1;
    assertEquals(read(damaged), [[1, 2, 3, 19]], `byte ${at}`);
  }
});

Deno.test("stepOf() reads what records are written with, and 0 of the first", () => {
  const step = (record: Uint8Array) => stepOf([...readRecords(record)][0].data);
  for (const value of [1, 127, 128, 300, 2 ** 40 + 5]) {
    assertEquals(step(momentRecord({ step: value, time: TIME, scalars: { a: 1 } })), value);
  }
  assertEquals([step(versionRecord(TIME)), step(restartRecord(TIME, 12))], [0, 12]);
});

Deno.test("histogramOf() counts every value once, and takes values that are all the same", () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i));
  const { min, max, count, sum, squares, limits, counts } = histogramOf([
    values.slice(0, 10),
    values.slice(10),
  ]);
  assertEquals([min, max, count, limits.at(-1)], [Math.min(...values), Math.max(...values), 1000, max]);
  assertAlmostEquals(sum, values.reduce((a, b) => a + b, 0), 1e-9);
  assertAlmostEquals(squares, values.reduce((a, b) => a + b * b, 0), 1e-9);
  const below = (limit: number) => values.filter((value) => value < limit).length;
  let seen = 0;
  counts.slice(0, -1).forEach((n, i) => assertAlmostEquals(seen += n, below(limits[i]), 1));
  assertEquals(counts.reduce((a, b) => a + b), 1000);
  const same = histogramOf([new Float32Array(5).fill(2)]);
  assertEquals([same.limits, same.counts, same.squares], [[2], [5], 20]);
});

Deno.test("weightHistograms() groups matrices by where they lie and leaves vectors out", () => {
  const tensor = (name: string, ...shape: number[]) => ({
    name,
    shape,
    values: new Float32Array(shape.reduce((a, b) => a * b)).fill(1),
  });
  const found = weightHistograms([
    tensor("model.encoder.0.conv1.weight", 2, 3),
    tensor("model.encoder.0.conv1.gamma", 3),
    tensor("model.encoder.0.conv2.weight", 1, 4),
    tensor("model.head.weight", 5, 1),
  ]);
  assertEquals(Object.entries(found).map(([name, { count }]) => [name, count]), [
    ["weights/model.encoder.0", 10],
    ["weights/model.head", 5],
  ]);
});

Deno.test("logScalars() has parts of the loss, metrics and what they cost", () => {
  const step = { event: "step", step: 10, epoch: .5, loss: 2, overlap: 1, seconds: 3, dataWait: .25 };
  assertEquals(logScalars(step), {
    "schedule/epoch": .5,
    "loss/total": 2,
    "loss/overlap": 1,
    "speed/data wait, %": 25,
  });
  assertEquals(logScalars({ event: "validation", step: 10, dice: .5, hd95: null, seconds: 3 }), {
    "validation/dice": .5,
    "speed/validation, s": 3,
  });
});

Deno.test("an event log that goes on takes back what came after, in a file of its own", async () => {
  const folder = await Deno.makeTempDir(), options = { folder, source: "training", host: "here" } as const;
  const moment = (step: number) => ({ step, time: TIME + step, scalars: { loss: step } });
  const steps = async () => {
    const files = await Promise.all((await eventFiles(folder)).map((file) => Deno.readFile(file)));
    return files.map((bytes) => [...readRecords(bytes)].map(({ data }) => stepOf(data)));
  };
  try {
    const first = await openEventLog(options, 0);
    for (const step of [10, 20, 30]) await first.append(moment(step));
    const [file] = await eventFiles(folder);
    assertMatch(file, /\/events\.out\.tfevents\.\d{10}\.here\.training$/);
    await Deno.writeFile(file, momentRecord(moment(40)).subarray(0, 20), { append: true });
    const second = await openEventLog(options, 20);
    await second.append(moment(30));
    assertEquals(await steps(), [[0, 10, 20], [0, 21, 30]]);
    await Deno.truncate(file, 3);
    await openEventLog(options, 30);
    assertEquals(await steps(), [[0, 21, 30], [0, 31]]);
    const path = await writeEvents({ ...options, source: "log" }, [moment(5)]);
    const again = await writeEvents({ ...options, source: "log" }, [moment(6)]);
    assertEquals([(await eventFiles(folder)).slice(2), path < again], [[again], true]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
