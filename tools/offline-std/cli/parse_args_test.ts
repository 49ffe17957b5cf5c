import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";

Deno.test("parseArgs() takes values after the flag, after =, and as a list", () => {
  const args = parseArgs(["run.yaml", "--set", "a.b=1", "--set=c=-2", "--name", "x", "--dry-run", "7"], {
    boolean: ["dry-run"],
    string: ["set", "name", "data"],
    collect: ["set"],
  });
  const set: string[] = args.set;
  const name: string | undefined = args.name;
  const dry: boolean = args["dry-run"];
  assertEquals({ set, name, dry, rest: args._, data: args.data }, {
    set: ["a.b=1", "c=-2"],
    name: "x",
    dry: true,
    rest: ["run.yaml", 7],
    data: undefined,
  });
});

Deno.test("parseArgs() fills defaults, aliases and negated flags", () => {
  const options = {
    boolean: ["color", "help"],
    string: ["out", "_"],
    alias: { out: "o", help: ["h"] },
    default: { out: "runs", color: true },
    negatable: ["color"],
  } as const;
  assertEquals(parseArgs(["5"], options), {
    _: ["5"],
    out: "runs",
    o: "runs",
    color: true,
    help: false,
    h: false,
  });
  assertEquals(parseArgs(["-h", "-o", "x", "--no-color"], options), {
    _: [],
    out: "x",
    o: "x",
    color: false,
    help: true,
    h: true,
  });
});

Deno.test("parseArgs() reports what is not declared and leaves it out", () => {
  const seen: unknown[] = [];
  const args = parseArgs(["file", "--devcie", "cpu", "-x", "--ok"], {
    boolean: ["ok"],
    unknown: (arg, key, value) => {
      seen.push([arg, key, value]);
      return key === undefined;
    },
  });
  assertEquals(args, { _: ["file"], ok: true });
  assertEquals(seen, [["file", undefined, undefined], ["--devcie", "devcie", "cpu"], ["-x", "x", true]]);
});

Deno.test("parseArgs() leaves what follows -- alone", () => {
  assertEquals(parseArgs(["--ok", "--", "--no", "1"], { boolean: "ok" }), { _: ["--no", "1"], ok: true });
  assertEquals(parseArgs(["--", "a"], { "--": true }), { _: [], "--": ["a"] });
});

Deno.test("parseArgs() reads numbers unless told that they are text", () => {
  assertEquals(parseArgs(["--n", "3", "-w2", "--s", "3"], { string: ["s"] }), { _: [], n: 3, w: 2, s: "3" });
});
