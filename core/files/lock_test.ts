import { assertEquals, assertMatch } from "@std/assert";
import { withLock } from "./lock.ts";
import { testFolder } from "../../tests/files/folder.ts";

Deno.test("withLock() lets one at a time in and removes its file", async () => {
  await using folder = await testFolder();
  const path = folder.file("lock");
  const events: string[] = [];
  const lines: string[] = [];
  const hold = (name: string) =>
    withLock(path, async () => {
      events.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 30));
      events.push(`${name} out`);
    }, (line) => lines.push(line));
  await Promise.all([hold("a"), hold("b"), hold("c")]);
  for (let i = 0; i < events.length; i += 2) assertEquals(events[i].slice(0, 1), events[i + 1].slice(0, 1));
  assertEquals([...Deno.readDirSync(folder.path)], []);
  assertMatch(
    lines[0],
    new RegExp(`^(process ${Deno.pid}|another process)$`),
  );
});

Deno.test("withLock() lets go when the work fails", async () => {
  await using folder = await testFolder();
  const path = folder.file("lock");
  const failed = await withLock(path, () => Promise.reject(new Error("no"))).catch((error) => error.message);
  assertEquals([failed, await withLock(path, () => Promise.resolve("next"))], ["no", "next"]);
});

Deno.test("withLock() takes over from a process that was killed, at once", async () => {
  await using folder = await testFolder();
  const path = folder.file("lock");
  const code = `const file = await Deno.open(${JSON.stringify(path)}, { write: true, createNew: true });
await file.lock(true);
console.log("held");
setTimeout(() => {}, 60_000);`;
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", code], stdout: "piped", stderr: "null" })
    .spawn();
  const reader = child.stdout.getReader();
  await reader.read();
  const lines: string[] = [];
  const waited = withLock(path, () => Promise.resolve("taken"), (line) => lines.push(line));
  await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  assertEquals(await waited, "taken");
  assertEquals(lines.length, 1);
});
