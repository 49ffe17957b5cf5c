import { backendSuite } from "@dragsaw/core/testing";
import { factory } from "./backend.ts";

await backendSuite(factory);
