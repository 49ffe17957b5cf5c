import { tensorflow } from "@dragsaw/backend-tensorflow";
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import { EXCLUSIONS } from "./conformance/exclusions.ts";
import { ignoredByTfjsNode } from "./conformance/ignored_by_tfjs_node.ts";
import { runSpecs, type Spec } from "./conformance/spec.ts";

/** How many of tfjs-core's 4230 tests passed when this was last changed; more is welcome. */
const PASSED = 4187;

const probe = await tensorflow.probe();

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: probe.ok ? name : `${name} [${probe.reason}]`, ignore: !probe.ok, fn });
}

const isExcluded = ({ name }: Spec) => EXCLUSIONS.some(({ test }) => name.includes(test));
const namesOf = (specs: readonly Spec[]) => specs.map(({ name }) => name);

test("TensorFlow passes tfjs-core's own tests", async () => {
  const specs = await runSpecs();
  const failed = specs.filter((spec) => spec.status === "failed" && !isExcluded(spec));
  const told = failed.map(({ name, message }) => `${name}\n    ${message.replaceAll("\n", "\n    ")}`);
  assert(failed.length === 0, `${failed.length} failed:\n${told.join("\n")}`);
  const passed = specs.filter(({ status }) => status === "passed").length;
  assert(passed >= PASSED, `${passed} passed, fewer than ${PASSED}`);
});

test("every exclusion from tfjs-core's tests is needed", async () => {
  const specs = await runSpecs();
  const dead = EXCLUSIONS.filter(({ test }) => !specs.some(({ name }) => name.includes(test)));
  assertEquals(dead.map(({ test }) => test), [], "Exclusions that no test has the name of");
  const failed = new Set(namesOf(specs.filter(({ status }) => status === "failed")));
  const sure = EXCLUSIONS.filter(({ varies }) => !varies);
  const names = namesOf(specs).filter((name) => sure.some(({ test }) => name.includes(test)));
  assertEquals(names.filter((name) => !failed.has(name)), [], "Excluded tests that pass");
});

test("fewer of tfjs-core's tests are excluded than by tfjs-node", async () => {
  const specs = await runSpecs();
  const theirs = await ignoredByTfjsNode();
  const ignored = specs.filter(({ name }) => theirs.some((part) => name.includes(part)));
  assertGreater(ignored.length, 300, "Their list was not understood");
  assertLess(specs.filter(isExcluded).length, ignored.length);
});
