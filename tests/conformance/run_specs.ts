/**
 * Runs all of tfjs-core's own tests on our TensorFlow backend, eager, and writes what became of them as JSON.
 *
 *     deno run -A tests/conformance/run_specs.ts report.json
 *
 * A process of its own: the tests empty tfjs's engine as they go, and need another instance of it.
 *
 * @module
 */
import { newRunner } from "./jasmine.ts";
import { loadCoreFromSource } from "./modules.ts";

const CORE = "@tensorflow/tfjs-core/dist";
/** As in tfjs-node's own run: the name is part of the names of the tests. */
const ENVIRONMENT = { name: "test-tensorflow", backendName: "tensorflow", flags: {}, isDataSync: true };

loadCoreFromSource();
const run = newRunner();
// Nothing below may be an import statement: those are resolved before the first line runs.
await import(`${CORE}/public/chained_ops/register_all_chained_ops.js`);
await import(`${CORE}/register_all_gradients.js`);
const { tensorflow } = await import("@dragsaw/backend-tensorflow");
const backend = await tensorflow.open();
const { setTestEnvs } = await import(`${CORE}/jasmine_util.js`);
setTestEnvs([ENVIRONMENT]);
await import(`${CORE}/tests.js`);
const specs = await run();
backend.close();
await Deno.writeTextFile(Deno.args[0], JSON.stringify(specs));
