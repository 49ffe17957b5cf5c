import { assertEquals } from "@std/assert";
import { reasonIn } from "./train_process.ts";

Deno.test("reasonIn() is the last error, in one line", () => {
  const complaint =
    "warning: x\nerror: first\nwarning: y\nerror: Stopped at step 3:\n  the loss is NaN\n  a\n  b";
  assertEquals(reasonIn({ status: 1, complaint }), "Stopped at step 3: the loss is NaN a");
  assertEquals(reasonIn({ status: 3, complaint: "" }), "ended with status 3");
  assertEquals(reasonIn({ status: 1, complaint: "Segmentation fault" }), "Segmentation fault");
  assertEquals(reasonIn({ status: null, complaint: "ended by SIGTERM" }), "ended by SIGTERM");
});
