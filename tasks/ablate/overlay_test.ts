import { assertEquals } from "@std/assert";
import { type Branch, readDocument, valueOf } from "@dragsaw/core/config";
import { z } from "zod";
import { overlay } from "./overlay.ts";

const BASE = `
model: { type: unet, depth: 5 }
losses:
  segmentation: cross-entropy
  encoder: { type: pdcr, units: { encoder.1: 64, encoder.2: 32 }, ratio: { type: hierarchical, sizes: [5] } }
  cross: { type: pdcr-cross-layer, units: { encoder.1: 8 } }
refine: [{ type: uafr, slots: [encoder.1], M: 2 }, { type: se, slots: [encoder.2] }]
`;

async function tree(text: string): Promise<Branch> {
  const files = { read: () => Promise.resolve(text), list: () => Promise.resolve([]) };
  return (await readDocument("row.yaml", z.any(), files)).tree as Branch;
}

/** The base with changes laid over it, or what is wrong with them. */
async function laid(set: string, values?: string) {
  const found = overlay(
    await tree(BASE),
    await tree(set),
    values === undefined ? undefined : await tree(values),
  );
  if (found.problems.length > 0) {
    return found.problems.map(({ place, path, message }) =>
      `${place.line}:${place.column} ${path.join(".")}: ${message}`
    );
  }
  // deno-lint-ignore no-explicit-any
  return valueOf(found.tree) as any;
}

Deno.test("overlay() lays type=NAME over every component of that type, type=NAME* over those that begin so", async () => {
  const one = await laid("losses: { type=pdcr: { weight: 2 } }");
  assertEquals([one.losses.encoder.weight, one.losses.cross.weight], [2, undefined]);
  const both = await laid("losses: { type=pdcr*: { ratio: { type: receptive-field } } }");
  assertEquals(both.losses.encoder.ratio, { type: "receptive-field" });
  assertEquals(both.losses.cross.ratio, { type: "receptive-field" });
  assertEquals(both.losses.encoder.units, { "encoder.1": 64, "encoder.2": 32 });
  assertEquals(both.losses.segmentation, "cross-entropy");
});

Deno.test("overlay() gives a component all that is said of it, by however many selectors", async () => {
  const { losses } = await laid("losses: { type=pdcr*: { weight: 2, phi: l1 }, type=pdcr: { phi: l2 } }");
  assertEquals([losses.encoder.weight, losses.encoder.phi], [2, "l2"]);
  assertEquals([losses.cross.weight, losses.cross.phi], [2, "l1"]);
});

Deno.test("overlay() changes and removes items of a list by their type, and leaves the others", async () => {
  const changed = await laid("refine: { type=uafr: { M: 5 } }");
  assertEquals(changed.refine, [{ type: "uafr", slots: ["encoder.1"], M: 5 }, {
    type: "se",
    slots: ["encoder.2"],
  }]);
  const removed = await laid("{ refine: { type=uafr: null }, losses: { type=pdcr*: null } }");
  assertEquals(removed.refine, [{ type: "se", slots: ["encoder.2"] }]);
  assertEquals(Object.keys(removed.losses), ["segmentation"]);
  assertEquals((await laid("refine: { type=uafr: { type: cbam, slots: [x] } }")).refine[0], {
    type: "cbam",
    slots: ["x"],
  });
});

Deno.test("overlay() takes what is there, given to a selector as {}, and null for what is not, without a change", async () => {
  assertEquals(await laid("{ losses: { type=pdcr*: {} }, refine: { type=bam: null } }"), await laid("{}"));
});

Deno.test("overlay() says where a selector finds nothing, and what there is", async () => {
  assertEquals(await laid("losses: { type=pdrc: { weight: 2 } }"), [
    "1:11 losses.type=pdrc: found type=pdrc, the base has there cross-entropy, pdcr, pdcr-cross-layer; " +
    'did you mean "type=pdcr"?',
  ]);
  assertEquals(await laid("refine: { type=bam: {}, M: 5 }"), [
    "1:11 refine.type=bam: found type=bam, the base has there uafr, se",
    "1:25 refine.M: found a key among items of a list, allowed type=NAME",
  ]);
});

const VALUES = `
unet: { late: { encoder.2: 8 }, slots: [decoder.1] }
deeplabv3plus: { late: { x3: 8 } }
`;

Deno.test("overlay() puts what $name stands for, for the base's model, in the place of what is there", async () => {
  const { losses, refine } = await laid(
    "{ losses: { type=pdcr: { units: $late } }, refine: { type=uafr: { slots: $slots } } }",
    VALUES,
  );
  assertEquals(losses.encoder.units, { "encoder.2": 8 });
  assertEquals(refine[0].slots, ["decoder.1"]);
});

Deno.test("overlay() says which names and which models there are", async () => {
  const set = "losses: { encoder: { units: $lat } }";
  assertEquals(await laid(set, VALUES), [
    '1:29 losses.encoder.units: found $lat, allowed $late, $slots; did you mean "$late"?',
  ]);
  assertEquals(await laid(set, "fcn: {}"), [
    "1:29 losses.encoder.units: found $lat, known for a base with one of the models fcn; this one has unet",
  ]);
  assertEquals(await laid(set), [
    "1:29 losses.encoder.units: found $lat, known for a base with one of the models none; this one has unet",
  ]);
});
