import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { mustRun, runTask, startTask } from "./cli.ts";
import { makeRun, record } from "./made_run.ts";

/** Two runs that differ in a learning rate and in three of their images. */
async function withRuns(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await makeRun(`${folder}/one`, { cases: 8, side: 32, prefix: "<b>" });
    await makeRun(`${folder}/two`, {
      cases: 5,
      side: 32,
      prefix: "<b>",
      error: 6,
      set: ["optimizer.rate=1e-3"],
    });
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Names, lengths and times of all files below a folder. */
async function stateOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await stateOf(path));
    const { size, mtime } = await Deno.stat(path);
    found.push(`${path} ${size} ${mtime?.getTime()}`);
  }
  return found.sort();
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** What a server answers to a browser that knows it by another name. */
async function asked(port: number, host: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(
    new TextEncoder().encode(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
  );
  const bytes = new Uint8Array(64), count = await connection.read(bytes);
  return new TextDecoder().decode(bytes.subarray(0, count ?? 0));
}

Deno.test("report writes a page with the config as a difference, pictures within, and the strips beside it", () =>
  withRuns(async (folder) => {
    await mustRun("report", [`${folder}/two`, "--count", "1"]);
    const html = await Deno.readTextFile(`${folder}/two/report.html`);
    assertMatch(html, /optimizer\.rate<\/code><\/th>.*<b><code>0\.001<\/code><\/b>.*this run/);
    assertEquals(html.match(/<article class="case">/g)?.length, 3);
    assertEquals(html.match(/class="thumb" src="data:image\/webp;base64,/g)?.length, 5);
    const [, link] = /<a href="(evaluation[^"]+)"/.exec(html)!;
    await Deno.stat(`${folder}/two/${decodeURIComponent(link)}`);
    assert(!html.includes("<b> 0"), "ids are text");
  }));

Deno.test("report says what is no run, and what an evaluation lacks", async () => {
  const folder = await Deno.makeTempDir();
  const { status, stderr } = await runTask("report", [folder]);
  assertEquals(status, 2);
  assertStringIncludes(stderr, "is not a run folder");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("compare tells configs and results apart on the images that both have", () =>
  withRuns(async (folder) => {
    const { stdout } = await mustRun("compare", [
      `${folder}/one`,
      `${folder}/two`,
      "--html",
      `${folder}/both.html`,
    ]);
    assertMatch(stdout, /\| optimizer\.rate \| 0\.003 +\| 0\.001 +\|/);
    assertStringIncludes(stdout, "3 images that not all runs measured left out");
    assertMatch(stdout, /\| two +\|.*\(images\)/);
    assertStringIncludes(await Deno.readTextFile(`${folder}/both.html`), "Better on ");
    const { status, stderr } = await runTask("compare", [`${folder}/one`, `${folder}/two`, "--split", "val"]);
    assertEquals(status, 2);
    assertStringIncludes(stderr, "--split val");
  }));

Deno.test("watch serves the page to this machine alone, tells of changes and writes nothing", () =>
  withRuns(async (folder) => {
    const port = freePort(), url = `http://127.0.0.1:${port}/`, before = await stateOf(folder);
    const task = startTask("watch", [`${folder}/one`, "--port", String(port), "--every", "1"]);
    try {
      await task.said(url);
      const html = await (await fetch(url)).text();
      assertStringIncludes(html, "200 steps");
      assertStringIncludes(await asked(port, "elsewhere.example"), "HTTP/1.1 403");
      const [, link] = /<a href="(evaluation[^"]+)"/.exec(html)!;
      const picture = await fetch(`${url}${link}`);
      assertEquals([picture.headers.get("content-type"), (await picture.bytes()).length > 100], [
        "image/webp",
        true,
      ]);
      const outside = await fetch(`${url}evaluation/test/panels/..%2Fcases.csv%2F..%2Fx.webp`);
      assertEquals([outside.status, (await outside.text()).includes("no such")], [404, true]);
      const missing = await fetch(`${url}etc/passwd`);
      assertEquals([missing.status, (await missing.text()).includes("nothing")], [404, true]);
      const events = (await fetch(`${url}events`)).body!.pipeThrough(new TextDecoderStream()).getReader();
      assertStringIncludes((await events.read()).value!, "retry");
      assertEquals(await stateOf(folder), before);
      await Deno.writeTextFile(`${folder}/one/metrics.jsonl`, `${record(210)}\n`, { append: true });
      assertStringIncludes((await events.read()).value!, "event: change");
      await events.cancel();
      assertStringIncludes(await (await fetch(url)).text(), "210 steps");
    } finally {
      task.kill("SIGTERM");
      assertEquals((await task.ended).status, 0);
    }
  }));
