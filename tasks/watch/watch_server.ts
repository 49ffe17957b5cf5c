import { runFolder } from "@dragsaw/core";
import { runPage } from "@dragsaw/reports";
import { collectRun } from "../report/collect_run.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { changeEvents } from "./change_events.ts";

/** What is watched, and how. */
export interface WatchOptions {
  /** Run folder; it is read and never written. */
  readonly run: string;
  /** Port on this machine; 0 takes a free one. */
  readonly port: number;
  /** Milliseconds between looks at the files. */
  readonly every: number;
  /** What the config is compared with. */
  readonly base?: string | undefined;
  /** Told when it listens. */
  readonly onListen: (url: string) => void;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/** Only this machine reaches it. */
const HOST = "127.0.0.1";

/** Serves the report of a run to browsers on this machine: `/` is the page as it is now, `/events` tells of changes. */
export async function watchRun({ run, port, every, base, onListen, signal }: WatchOptions): Promise<void> {
  const page = cached(run, base);
  const server = Deno.serve({
    hostname: HOST,
    port,
    signal,
    onListen: (address) => onListen(`http://${HOST}:${address.port}/`),
    onError: (error) => text(`Cannot show the run: ${error instanceof Error ? error.message : error}`, 500),
  }, async (request) => {
    const { pathname, hostname } = new URL(request.url);
    // Another name that leads here is a page of somebody else who wants to read ours
    if (![HOST, "localhost"].includes(hostname)) {
      return text("Only 127.0.0.1 and localhost are answered", 403);
    }
    if (request.method !== "GET") return text("Only GET is answered", 405);
    if (pathname === "/events") return changeEvents(() => fingerprintOf(run), every, signal);
    const picture = PICTURE.exec(pathname);
    if (picture) return await pictureOf(run, picture[1], picture[2]);
    if (pathname !== "/") return text(`There is nothing at ${pathname}`, 404);
    return new Response(await page(), { headers: { "content-type": "text/html; charset=utf-8", ...ALONE } });
  });
  await server.finished;
}

/** A strip of an evaluation, as the page's links name it. */
const PICTURE = /^\/evaluation\/([\w-]+)\/panels\/([^/]+\.webp)$/;

async function pictureOf(run: string, split: string, name: string): Promise<Response> {
  try {
    const file = await Deno.readFile(`${runFolder(run).evaluation(split)}/panels/${fileNameOf(name)}`);
    return new Response(file, { headers: { "content-type": "image/webp", ...ALONE } });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof URIError) {
      return text("There is no such picture", 404);
    }
    throw error;
  }
}

/** What a link calls a file; never a path. */
function fileNameOf(name: string): string {
  const found = decodeURIComponent(name);
  if (/[\\/]/.test(found)) throw new URIError(`Found a path in "${found}"`);
  return found;
}

const ALONE = { "cache-control": "no-store", "x-content-type-options": "nosniff" };

const text = (body: string, status: number) => new Response(`${body}\n`, { status, headers: ALONE });

/** The page, made anew when the files have changed; several who ask at once get one. */
function cached(run: string, base: string | undefined): () => Promise<string> {
  let known: string | undefined, made: Promise<string> | undefined;
  return async () => {
    const now = await fingerprintOf(run);
    if (!made || now !== known) {
      known = now;
      made = collectRun(run, { page: run, count: 4, base }).then((data) => runPage(data, { live: true }));
      made.catch(() => made = undefined);
    }
    return await made;
  };
}
