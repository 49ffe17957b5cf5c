/** How a server answers badly. */
export interface Fault {
  /** Sends only so many bytes of the body and breaks off, once. */
  breakAt?: number;
  /** Sends so many bytes and then nothing, for ever. */
  stallAt?: number;
  /** Does not answer at all. */
  silent?: boolean;
  /** Ignores Range. */
  noRange?: boolean;
  /** Name of the content. */
  etag?: string;
  /** Goes on with any content, whatever If-Range asks for. */
  noIfRange?: boolean;
  /** What the file is from the second request on, under the ETag "changed". */
  changed?: Uint8Array<ArrayBuffer>;
  /** Statuses of the first answers. */
  statuses?: number[];
  /** Does not say how long the body is. */
  noLength?: boolean;
}

/** A server on the loopback that has one file, with Range, and notes what was asked for. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  /** Range header of each request, "" where there was none. */
  readonly ranges: string[];
}

/** Serves `bytes` at `/path`, leads there from `/moved`, and answers 404 elsewhere. */
export function serve(path: string, bytes: Uint8Array<ArrayBuffer>, fault: Fault = {}): TestServer {
  const ranges: string[] = [];
  const ends: (() => void)[] = [];
  let broken = false;
  const server = Deno.serve({
    port: 0,
    hostname: "127.0.0.1",
    onListen: () => {},
    onError: () => new Response(null, { status: 500 }),
  }, async (request) => {
    const { pathname, origin } = new URL(request.url);
    if (pathname === "/moved") return Response.redirect(`${origin}/${path}`);
    if (pathname !== `/${path}`) return new Response("no", { status: 404 });
    if (fault.silent) await new Promise<void>((resolve) => ends.push(resolve));
    const range = request.headers.get("range") ?? "";
    ranges.push(range);
    const status = fault.statuses?.shift();
    if (status) return new Response("later", { status, headers: { "retry-after": "0.01" } });
    const etag = fault.changed && ranges.length > 1 ? '"changed"' : fault.etag;
    if (fault.changed && ranges.length > 1) bytes = fault.changed;
    const asked = request.headers.get("if-range");
    const stale = !fault.noIfRange && asked !== null && asked !== etag;
    const start = fault.noRange || stale ? 0 : Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? 0);
    if (start >= bytes.length) {
      return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
    }
    const rest = bytes.subarray(start);
    const headers = new Headers(fault.noLength ? {} : { "content-length": String(rest.length) });
    if (etag) headers.set("etag", etag);
    if (start > 0) headers.set("content-range", `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
    const limit = fault.stallAt ?? (broken ? undefined : fault.breakAt);
    const body = limit === undefined
      ? (fault.noLength ? cut(rest, false, ends, true) : rest)
      : cut(rest.subarray(0, limit), fault.stallAt !== undefined, ends);
    broken = true;
    return new Response(body, { status: start > 0 ? 206 : 200, headers });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    ranges,
    async [Symbol.asyncDispose]() {
      ends.forEach((end) => end());
      await server.shutdown();
    },
  };
}

function cut(
  bytes: Uint8Array<ArrayBuffer>,
  hang: boolean,
  ends: (() => void)[],
  whole = false,
): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    async pull(controller) {
      if (!sent) {
        sent = true;
        return controller.enqueue(bytes);
      }
      if (whole) return controller.close();
      if (hang) await new Promise<void>((resolve) => ends.push(resolve));
      controller.error(new Error("broken off by the test"));
    },
  });
}
