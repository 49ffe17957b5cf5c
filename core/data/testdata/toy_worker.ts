/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { type BatchPort, serveBatches } from "../serve_batches.ts";
import { openToy } from "./toy.ts";

serveBatches(self as unknown as BatchPort, openToy);
