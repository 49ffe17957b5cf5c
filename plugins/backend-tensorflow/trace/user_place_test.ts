import { assertEquals } from "@std/assert";
import { placeIn } from "./user_place.ts";

const OURS = new URL("../node_backend.ts", import.meta.url).href;
const CORE = new URL("../../../core/tensor/compile.ts", import.meta.url).href;
const TFJS = "file:///cache/npm/registry.example/@tensorflow/tfjs-core/4.22.0/dist/tf-core.node.js";

Deno.test("placeIn() takes the first frame that is neither ours, nor core's, nor tfjs's, nor the runtime's", () => {
  const stack = (...frames: string[]) =>
    `Error\n${["ext:core/01_core.js:1:1", ...frames].map((frame) => `    at ${frame}`).join("\n")}`;
  const inside = [`Object.readSync (${OURS}:40:9)`, `Tensor.dataSync (${TFJS}:1:2)`, `${CORE}:3:4`];
  const cases: [string[], string | undefined][] = [
    [["step (file:///home/me/step.ts:12:7)", "file:///home/me/main.ts:1:1"], "/home/me/step.ts:12:7"],
    [["file:///home/me/with%20space.ts:12:7"], "/home/me/with space.ts:12:7"],
    [["Object.run (https://jsr.io/@me/net/1.0.0/net.ts:5:6)"], "https://jsr.io/@me/net/1.0.0/net.ts:5:6"],
    [["async file:///home/me/step.ts:12:7"], "/home/me/step.ts:12:7"],
    [["Promise.all (index 0)"], undefined],
    [[], undefined],
  ];
  for (const [frames, wanted] of cases) assertEquals(placeIn(stack(...inside, ...frames)), wanted);
});
