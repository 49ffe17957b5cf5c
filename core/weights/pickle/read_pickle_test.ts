import { assert, assertEquals, assertThrows } from "@std/assert";
import { ByteReader } from "../byte_reader.ts";
import { call, global, operations, pickle, type Pickled, Special } from "../testdata/pickle.ts";
import { WeightFileError } from "../weight_file_error.ts";
import { readPickle } from "./read_pickle.ts";
import { Global, Opaque, type PickleMeaning } from "./value.ts";

const meaning: PickleMeaning<never> = {
  allows: (path) => ["a.known", "a.opaque"].includes(path),
  call: ({ path }, args) => path === "a.opaque" ? new Opaque(path) : args.length === 1 ? args[0] : undefined,
  persistent: (id) => id === 3 ? "three" : undefined,
};
const read = (bytes: Uint8Array) => readPickle(new ByteReader(bytes, "x.pth", "data.pkl"), meaning);
const codes = (text: string, ...more: number[]) =>
  Uint8Array.from([...text].map((c) => c.charCodeAt(0)).concat(more));

Deno.test("readPickle() gives plain values, lists and dictionaries", () => {
  const value: Pickled = [
    "é",
    -5,
    2 ** 40,
    .5,
    null,
    true,
    false,
    new Map<Pickled, Pickled>([["a", [1]], [2, "b"]]),
  ];
  assertEquals(read(pickle(value)), [
    "é",
    -5,
    2 ** 40,
    .5,
    null,
    true,
    false,
    new Map<unknown, unknown>([["a", [1]], [2, "b"]]) as never,
  ]);
});

Deno.test("readPickle() knows whole numbers of any length, and their signs", () => {
  assertEquals(read(codes("\x80\x02\x8a\x00.")), 0);
  assertEquals(read(codes("\x80\x02\x8a\x01\xff.")), -1);
  assertEquals(read(codes("\x80\x02\x8a\x02\xff\x00.")), 255);
  assertEquals(read(codes("\x80\x02\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.")), 2n ** 64n);
});

Deno.test("readPickle() remembers and recalls values, the same ones", () => {
  // [x, x] with x = [] under 0; then by number of entries, as protocol 4 does
  for (const text of ["\x80\x02]q\x00h\x00\x86.", "\x80\x04]\x94h\x00\x86."]) {
    const [a, b] = read(codes(text)) as unknown[];
    assertEquals(a, []);
    assert(a === b);
  }
});

Deno.test("readPickle() takes names as names, and calls for what they are said to mean", () => {
  assertEquals(read(pickle(global("a.known"))), new Global("a", "known"));
  assertEquals(read(pickle(call("a.known", "value"))), "value");
  assertEquals(read(pickle(call("a.opaque", 1, 2))), new Opaque("a.opaque"));
  assertEquals(read(codes("\x80\x04\x8c\x01a\x8c\x05known\x93.")), new Global("a", "known"));
  const state = new Special([
    ...call("a.opaque").bytes,
    ...operations(new Map([["lr", 1]])),
    "b".charCodeAt(0),
  ]);
  assertEquals(read(pickle(state)), new Opaque("a.opaque"));
});

Deno.test("readPickle() refuses names that are not allowed, before they could be called", () => {
  const error = assertThrows(() => read(pickle(call("os.system", "true"))), WeightFileError);
  assertEquals(
    error.message,
    'Cannot read weights from "x.pth": found os.system named in the pickle, allowed are tensors and plain data ' +
      "(nothing was run), at byte 2 of data.pkl",
  );
  assertThrows(() => read(pickle(global("builtins.eval"))), WeightFileError, "builtins.eval");
  assertThrows(
    () => read(pickle(call("torch.nn.modules.linear.Linear"))),
    WeightFileError,
    "save its state_dict()",
  );
});

for (
  const [what, text, message] of [
    ["an empty stack", "\x80\x020.", "empty stack"],
    ["nothing at the end", "\x80\x02.", "0 values left, wanted 1"],
    ["two values at the end", "\x80\x02NN.", "2 values left, wanted 1"],
    ["a group without an end", "\x80\x02(N.", "1 values left"],
    ["an end without a group", "\x80\x02Nt.", "a group that never began"],
    ["a reference to nothing", "\x80\x02h\x07.", "value 7, which is not there"],
    ["a key without a value", "\x80\x02}(Nu.", "a key without a value"],
    ["entries of a list", "\x80\x02](NNu.", "no dictionary"],
    ["values of a dictionary", "\x80\x02}(Ne.", "no list"],
    ["a call of a number", "\x80\x02K\x01)R.", "no function"],
    ["a call with other arguments", "\x80\x02ca\nknown\n)R.", "a.known with arguments that it does not take"],
    ["a reference to no storage", "\x80\x02K\x04Q.", "no storage"],
    ["text that is no UTF-8", "\x80\x02U\x01\xff.", "no UTF-8 at byte 4"],
    ["an operation of text pickles", "\x80\x02I1\n.", "unknown pickle operation 0x49 at byte 2"],
    ["an old protocol", "\x80\x01N.", "protocol 1, wanted 2 to 5"],
    ["the end of the file", "\x80\x02K", "found the end"],
    ["a length beyond the file", "\x80\x02X\xff\xff\xff\x7f.", "wanted 2147483647 more bytes and not 1"],
    ["a name that never ends", "\x80\x02cos", "no end of the line"],
  ]
) {
  Deno.test(`readPickle() refuses ${what} with its place`, () => {
    const error = assertThrows(() => read(codes(text)), WeightFileError, message);
    assert(/ at byte \d+ of data\.pkl$/.test(error.message), error.message);
  });
}
