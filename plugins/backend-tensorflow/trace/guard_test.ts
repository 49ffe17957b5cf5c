import { assertThrows } from "@std/assert";
import { refuseStateful } from "./guard.ts";

Deno.test("refuseStateful() refuses ops that draw by a state, and no others", () => {
  const drawing = [
    "RandomUniform",
    "RandomUniformInt",
    "RandomStandardNormal",
    "RandomShuffle",
    "TruncatedNormal",
    "Multinomial",
    "ParameterizedTruncatedNormal",
  ];
  for (const op of drawing) assertThrows(() => refuseStateful(op), TypeError, `Running ${op}`);
  for (const op of ["StatelessRandomUniform", "StatelessMultinomial", "Add"]) refuseStateful(op);
});
