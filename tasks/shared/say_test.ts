import { assertEquals, assertThrows } from "@std/assert";
import { fileURLToPath } from "node:url";
import { say } from "./say.ts";

Deno.test("a text goes out whole, however little is taken at a time", () => {
  const taken: number[] = [];
  say("Dice ≥ .86\n", {
    writeSync(bytes) {
      taken.push(...bytes.subarray(0, 3));
      return Math.min(3, bytes.length);
    },
  });
  assertEquals(new TextDecoder().decode(new Uint8Array(taken)), "Dice ≥ .86\n");
});

Deno.test("a reader that has left is no error, a full disk is", () => {
  say("epoch 1", {
    writeSync() {
      throw new Deno.errors.BrokenPipe("Broken pipe (os error 32)");
    },
  });
  const full = {
    writeSync(): number {
      throw new Error("No space left on device (os error 28)");
    },
  };
  assertThrows(() => say("epoch 1", full), Error, "No space left");
});

Deno.test("a task whose reader leaves goes on to its end", async () => {
  const script = `
    import { print } from ${JSON.stringify(import.meta.resolve("./command.ts"))};
    import { createProgress } from ${JSON.stringify(import.meta.resolve("./progress.ts"))};
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (let i = 0; i < 100; i++) print("a line"), createProgress().line("another");
    Deno.exit(7);`;
  const args = [
    "eval",
    "--quiet",
    "--config",
    fileURLToPath(new URL("../../deno.json", import.meta.url)),
    script,
  ];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", stderr: "piped" }).spawn();
  await child.stdout.cancel();
  const { code, stderr } = await child.output();
  assertEquals([code, new TextDecoder().decode(stderr)], [7, ""]);
});
