import { load, openTensors } from "./tasks/shared/session.ts";
import { openRun, openUpdates } from "@dragsaw/core";
import { createSpawn } from "./tasks/shared/spawn.ts";
import { createProgress } from "./tasks/shared/progress.ts";
const { config, registry } = await load(Deno.args[0], Deno.args.slice(2));
const backend = await openTensors(config, registry, createProgress());
const run = await openRun({ ...config, loader: { ...config.loader, prefetch: 0 } }, registry);
if (Deno.env.get("PROF")) backend.profiler!.start();
const { loader, update, close } = openUpdates(run, { spawn: createSpawn() });
const t: number[] = [];
for (let i = 0; i < +Deno.args[1]; i++) { const b = await loader.batch(i); const s = performance.now(); await update(b, i); t.push(performance.now() - s); if (Deno.env.get("PROF")) { backend.profiler!.stop(); backend.profiler!.start(); } }
const u = t.slice(2).sort((a, b) => a - b);
console.log(Deno.env.get("PROF") ? "profiled" : "plain", "first", t[0] | 0, "median", u[u.length >> 1].toFixed(1), "min", u[0].toFixed(1));
close(); Deno.exit();
