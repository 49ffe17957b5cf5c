import { transformSuite } from "@dragsaw/core/testing";
import { build } from "./testdata/build.ts";

const always = { probability: 1 }, never = { probability: 0 };

transformSuite({
  name: "affine",
  acting: build({ type: "affine" }),
  idle: build({ type: "affine", scale: [1, 1], translate: 0, rotate: 0, shear: 0 }),
});
transformSuite({
  name: "flip",
  acting: build({ type: "flip" }),
  idle: build({ type: "flip", horizontal: 0, vertical: 0 }),
});
transformSuite({
  name: "hue-saturation",
  acting: build({ type: "hue-saturation" }),
  idle: build({ type: "hue-saturation", range: 0 }),
  channels: [3],
});
for (const name of ["brightness", "contrast", "gamma", "blur", "noise", "elastic", "crop-to-foreground"]) {
  transformSuite({
    name,
    acting: build({ type: name, ...always }),
    idle: build({ type: name, ...never }),
  });
}
transformSuite({
  name: "gamma inverted, statistics changed,",
  acting: build({ type: "gamma", ...always, inverted: true, keepStatistics: false, range: [0.5, 2] }),
  idle: build({ type: "gamma", ...never, inverted: true }),
});
transformSuite({
  name: "elastic of fine fields",
  acting: build({ type: "elastic", ...always, alpha: [20, 40], sigma: [2, 4] }),
  idle: build({ type: "elastic", ...never }),
});
