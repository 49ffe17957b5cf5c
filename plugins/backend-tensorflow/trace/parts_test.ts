import type { OpPart } from "@dragsaw/core/tensor";
import { assertEquals } from "@std/assert";
import { Parts } from "./parts.ts";

const first: OpPart = { name: "encoder.0", phase: "forward" };
const second: OpPart = { name: "encoder.1", phase: "backward" };

function recorded(): Parts {
  const parts = new Parts();
  for (const node of ["Conv2D_0", "Mul_1"]) parts.add(node);
  parts.close(first);
  for (const node of ["Add_12", "BatchMatMulV2_3"]) parts.add(node);
  parts.close(second);
  parts.add("Identity_4");
  return parts;
}

Deno.test("Parts.of() tells what a recorded operation is for; those after the last part are for nothing", () => {
  const parts = recorded();
  assertEquals(["Conv2D_0", "Mul_1"].map((node) => parts.of(node)), [first, first]);
  assertEquals(["Add_12", "BatchMatMulV2_3"].map((node) => parts.of(node)), [second, second]);
  assertEquals(["Identity_4", "Conv2D_1", "_SOURCE"].map((node) => parts.of(node)), [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("Parts.of() knows the nodes that TensorFlow's optimiser makes of recorded ones", () => {
  const parts = recorded();
  for (const node of ["ConstantFolding/Mul_1_recip", "Mul_1/unary_ops_composition", "Conv2D_0-0-Transpose"]) {
    assertEquals(parts.of(node), first, node);
  }
  for (const node of ["ArithmeticOptimizer/AddOpsRewrite_Leaf_0_Add_12", "ConstantFolding/Add_12-shape-1"]) {
    assertEquals(parts.of(node), second, node);
  }
  // A longer number is another operation
  assertEquals(parts.of("Mul_12"), undefined);
});
