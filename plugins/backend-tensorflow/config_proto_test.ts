import { assertEquals } from "@std/assert";
import { configProto } from "./config_proto.ts";
import { readFields } from "./trace/protobuf.ts";

Deno.test("configProto() holds thread counts, soft placement and growing GPU memory", () => {
  const fields = [...readFields(configProto({ intra: 300, inter: 0 }))];
  assertEquals(fields, [
    { number: 2, value: 300 },
    { number: 5, value: 0 },
    { number: 6, value: new Uint8Array([4 << 3, 1]) },
    { number: 7, value: 1 },
  ]);
});
