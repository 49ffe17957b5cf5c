import { assertEquals, assertThrows } from "@std/assert";
import { planParameters } from "./plan_parameters.ts";

Deno.test("planParameters() lists names and shapes and counts what is trained", () => {
  const { parameters, planned, count } = planParameters();
  const scope = parameters.scope("encoder").scope(0);
  scope.weight("weight", [3, 3, 2, 8], { kind: "zeros" });
  scope.state("mean", [8], 0);
  assertEquals(planned, [
    { name: "encoder.0.weight", shape: [3, 3, 2, 8], trainable: true },
    { name: "encoder.0.mean", shape: [8], trainable: false },
  ]);
  assertEquals(count(), 144);
  parameters.dispose();
});

Deno.test("planParameters() refuses a name that exists", () => {
  const { parameters } = planParameters();
  parameters.weight("a", [1], { kind: "zeros" });
  assertThrows(() => parameters.state("a", [1], 0), Error, 'Cannot plan parameter "a"');
  parameters.dispose();
});
