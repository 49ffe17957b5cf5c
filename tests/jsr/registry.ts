/**
 * A stand-in for the package registry JSR: takes what `deno publish` uploads and serves it as the registry does.
 *
 * @module
 */
import { untar } from "@dragsaw/core/files";
import { dirname, join } from "node:path";

/** A registry on the loopback. */
export interface Registry extends AsyncDisposable {
  /** For the environment variable JSR_URL. */
  readonly url: string;
  /** What was published, as `@dragsaw/core@0.1.0`. */
  readonly published: readonly string[];
  /** Files of a published version, as `/mod.ts`. */
  files(name: string, version: string): readonly string[];
}

/** One version of a package. */
interface Version {
  readonly folder: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly manifest: Readonly<Record<string, { size: number; checksum: string }>>;
}

type Packages = Map<string, Map<string, Version>>;

const UPLOAD = /^\/api\/scopes\/([\w-]+)\/packages\/([\w-]+)\/versions\/([^/]+)$/;
const PACKAGE = /^\/api\/scopes\/[\w-]+\/packages\/[\w-]+$/;
const VERSIONS = /^\/(@[\w-]+\/[\w-]+)\/meta\.json$/;
const VERSION = /^\/(@[\w-]+\/[\w-]+)\/([^/]+)_meta\.json$/;
const FILE = /^\/(@[\w-]+\/[\w-]+)\/([^/]+)(\/.+)$/;

/** Serves a registry that keeps what it is given below `folder`. */
export function serveRegistry(folder: string): Registry {
  const packages: Packages = new Map();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => answer(request, packages, folder),
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    get published() {
      return [...packages].flatMap(([name, versions]) => [...versions.keys()].map((one) => `${name}@${one}`));
    },
    files: (name, version) => Object.keys(packages.get(name)?.get(version)?.manifest ?? {}),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

async function answer(request: Request, packages: Packages, folder: string): Promise<Response> {
  const { pathname } = new URL(request.url);
  const upload = UPLOAD.exec(pathname);
  if (upload) {
    const [, scope, short, version] = upload, name = `@${scope}/${short}`;
    if (request.method === "POST") return await take(request, { name, version, packages, folder });
    return packages.get(name)?.has(version) ? Response.json({ version }) : notFound();
  }
  if (PACKAGE.test(pathname)) return Response.json({});
  const [, name, version, path] = VERSIONS.exec(pathname) ?? VERSION.exec(pathname) ?? FILE.exec(pathname) ??
    [];
  const versions = packages.get(name);
  if (!versions) return notFound();
  if (version === undefined) {
    const latest = [...versions.keys()].at(-1);
    return Response.json({
      latest,
      versions: Object.fromEntries([...versions.keys()].map((one) => [one, {}])),
    });
  }
  const found = versions.get(version);
  if (!found) return notFound();
  if (path === undefined) return Response.json({ exports: found.exports, manifest: found.manifest });
  if (!(path in found.manifest)) return notFound();
  return new Response(await Deno.readFile(found.folder + path), {
    headers: { "content-type": typeOf(path) },
  });
}

/** Unpacks an upload; what it holds is what the world gets. */
async function take(
  request: Request,
  { name, version, packages, folder }: { name: string; version: string; packages: Packages; folder: string },
): Promise<Response> {
  const target = join(folder, name, version), archive = `${target}.tgz`;
  await Deno.mkdir(target, { recursive: true });
  await Deno.writeFile(archive, new Uint8Array(await request.arrayBuffer()));
  const written = await untar(archive, async (entry) => {
    const file = join(target, entry.name);
    await Deno.mkdir(dirname(file), { recursive: true });
    return file;
  });
  const manifest: Record<string, { size: number; checksum: string }> = {};
  for (const path of written) {
    const bytes = await Deno.readFile(join(target, path));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    manifest[`/${path.replace(/^\.?\//, "")}`] = { size: bytes.length, checksum: `sha256-${hash}` };
  }
  const { exports } = JSON.parse(await Deno.readTextFile(join(target, "deno.json"))) as {
    exports: string | Record<string, string>;
  };
  const map = typeof exports === "string" ? { ".": exports } : exports;
  const versions = packages.get(name) ?? new Map<string, Version>();
  packages.set(name, versions.set(version, { folder: target, exports: map, manifest }));
  return Response.json({ id: version, status: "success", error: null });
}

function typeOf(path: string): string {
  if (path.endsWith(".ts")) return "text/typescript";
  return path.endsWith(".json") ? "application/json" : "text/plain";
}

function notFound(): Response {
  return Response.json({ code: "notFound", message: "not there" }, { status: 404 });
}
