import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { BackendError, ConfigError, DataError, LoadError } from "@dragsaw/core";
import { type Arguments, type Command, execute, UsageError } from "./command.ts";

/** Runs a command in this process and catches what it writes. */
async function call(argv: string[], run: (args: Arguments) => unknown = () => {}) {
  const command: Command = {
    name: "knit",
    summary: "Knits.",
    usage: "WOOL... [options]",
    positional: [1, 2],
    flags: {
      out: { kind: "string", value: "DIR", help: "Where it goes" },
      set: { kind: "list", value: "KEY=VALUE", help: "What changes" },
      "dry-run": { kind: "boolean", help: "Knits nothing" },
    },
    examples: ["blue"],
    run: async (args) => (await run(args) as number | undefined) ?? 0,
  };
  const written = { stdout: "", stderr: "" };
  const spy = (name: "stdout" | "stderr") => {
    const stream = Deno[name], original = stream.writeSync;
    stream.writeSync = (bytes) => {
      written[name] += new TextDecoder().decode(bytes);
      return bytes.length;
    };
    return () => stream.writeSync = original;
  };
  const restore = [spy("stdout"), spy("stderr")];
  try {
    return { status: await execute(command, argv), ...written };
  } finally {
    restore.forEach((undo) => undo());
  }
}

Deno.test("execute() hands over positional arguments, flags and lists, numbers as they were written", async () => {
  const seen: unknown[] = [];
  const { status } = await call(
    ["007", "--set", "a=1", "--out=o", "--set=b.c=-2", "--dry-run", "1e3"],
    (args) => {
      seen.push(args.positional, args.get("out"), args.list("set"), args.has("dry-run"));
      return 3;
    },
  );
  assertEquals(status, 3);
  assertEquals(seen, [["007", "1e3"], "o", ["a=1", "b.c=-2"], true]);
  await call(["wool"], (args) => {
    assertEquals([args.get("out"), args.list("set"), args.has("dry-run")], [undefined, [], false]);
  });
});

Deno.test("execute() refuses arguments that it does not know, lacks or cannot use: status 2 and the way to help", async () => {
  const cases: [string[], string][] = [
    [["wool", "--outt", "x"], "Unknown option --outt; known: --out --set --dry-run"],
    [["wool", "--no-dry-run"], "Unknown option --no-dry-run"],
    [["wool", "-x"], "Unknown option -x"],
    [[], "Found 0 arguments, wanted WOOL... [options]"],
    [["a", "b", "c"], "Found 3 arguments"],
    [["wool", "--out"], "--out wants a value: --out DIR"],
    [["wool", "--set"], "--set wants a value: --set KEY=VALUE"],
    [["wool", "--dry-run=no"], "--dry-run takes no value"],
  ];
  for (const [argv, message] of cases) {
    const { status, stdout, stderr } = await call(argv, () => assert(false, `${argv} ran`));
    assertEquals([status, stdout], [2, ""], stderr);
    assertStringIncludes(stderr, `error: ${message}`);
    assertStringIncludes(stderr, "Try: deno task knit --help");
  }
});

Deno.test("execute() helps with --help and -h, whatever else is given", async () => {
  for (const argv of [["--help"], ["-h"], ["a", "b", "c", "--help"]]) {
    const { status, stdout, stderr } = await call(argv);
    assertEquals([status, stderr], [0, ""]);
    assertMatch(
      stdout,
      /^deno task knit WOOL\.\.\. \[options\]\n\nKnits\.\n\nOptions:\n +--out DIR +Where it goes\n/,
    );
    assertStringIncludes(stdout, "Examples:\n  deno task knit blue");
  }
});

Deno.test("execute() says mistakes without a stack, and errors of its own with it and their cause", async () => {
  const fail = (error: Error) =>
    call(["wool"], () => {
      throw error;
    });
  const defect = new DataError([{ file: "a.png", reason: "The file is empty" }]);
  const mistakes: [Error, number][] = [
    [new UsageError("No"), 2],
    [new ConfigError("a.yaml", [{ place: { file: "a.yaml" }, path: [], message: "No" }]), 2],
    [defect, 1],
    [new LoadError("read", "a", { cause: defect }), 1],
    [new BackendError("No"), 1],
    [new RangeError("No"), 1],
    [new Deno.errors.PermissionDenied("No"), 1],
  ];
  for (const [error, wanted] of mistakes) {
    const { status, stderr } = await fail(error);
    assertEquals(status, wanted, error.name);
    assertStringIncludes(stderr, `error: ${error.message}\n`);
    assert(!stderr.includes("    at "), stderr);
  }
  const bug = new TypeError("wool is undefined");
  for (const error of [bug, new LoadError("open", undefined, { cause: bug })]) {
    const { status, stderr } = await fail(error);
    assertEquals(status, 1);
    assertStringIncludes(stderr, "wool is undefined");
    assertStringIncludes(stderr, "    at ");
  }
});
