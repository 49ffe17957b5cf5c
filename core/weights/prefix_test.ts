import { assertEquals } from "@std/assert";
import { findPrefix } from "./prefix.ts";

Deno.test("findPrefix() finds what stands before all names", () => {
  const wanted = ["a.weight", "b.weight"];
  const behind = (prefix: string) => wanted.map((name) => prefix + name);
  assertEquals(findPrefix([...behind("module."), "module.fc.bias"], wanted), "module.");
  assertEquals(findPrefix([...behind("net.encoder."), "net.head.a.weight"], wanted), "net.encoder.");
});

Deno.test("findPrefix() takes names as they are, and guesses nothing", () => {
  const wanted = ["a.weight", "b.weight"];
  assertEquals(findPrefix(["a.weight", "module.b.weight"], wanted), "");
  assertEquals(findPrefix(["module.a.weight", "other.b.weight"], wanted), "");
  assertEquals(findPrefix(["q.a.weight", "q.b.weight", "k.a.weight", "k.b.weight"], wanted), "");
  assertEquals(findPrefix(["moduleXa.weight", "moduleXb.weight"], wanted), "");
  assertEquals(findPrefix(["x"], []), "");
});
