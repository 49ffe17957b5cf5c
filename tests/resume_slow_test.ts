import { assert, assertEquals } from "@std/assert";
import { stream } from "@dragsaw/core/data";
import { killed, leftAlone } from "./resume.ts";
import { filesIn, withFolder } from "./tiny.ts";

/** The quickstart's network and data, validated every epoch. */
const STEPS = 96;
const SET = [`train.steps=${STEPS}`, "train.logEvery=1", "train.validateEvery=1"];
const ARGS = [
  new URL("../configs/quickstart.yaml", import.meta.url).pathname,
  ...SET.flatMap((change) => ["--set", change]),
];

Deno.test("a quickstart killed ten times ends with the bytes of one left alone", async () => {
  await withFolder(async (folder) => {
    const alone = await leftAlone(ARGS, `${folder}/alone`);
    const random = stream("kills", "quickstart");
    const { last, best, kills } = await killed(ARGS, `${folder}/killed`, {
      ...{ steps: STEPS, times: 10, random },
      options: (start) => [
        ...["--set", `loader.workers=${1 + start % 3}`],
        ...["--set", `train.saveEvery=${3 + random.integer(5)}`],
      ],
    });
    assert(kills >= 8, `Only ${kills} kills of 10 found the training at work`);
    assertEquals({ last, best }, alone);
    assertEquals((await filesIn(folder)).filter((file) => file.endsWith(".partial")), []);
  });
});
