/**
 * Pages in a real browser. It runs in a process of its own, because Playwright wants every permission.
 *
 * @module
 */

/** How a page is opened. */
export interface View {
  /** Pixels across. */
  readonly width: number;
  readonly scheme: "light" | "dark";
}

/** What a browser found on a page. */
export interface Look {
  readonly view: View;
  /** Milliseconds until it was loaded, with all pictures decoded. */
  readonly milliseconds: number;
  /** Errors and warnings on the console. */
  readonly errors: readonly string[];
  /** What it asked for beside itself. */
  readonly requests: readonly string[];
  /** Elements that stick out of the page to the right. */
  readonly sticking: readonly string[];
  /** Texts of charts that stick out of theirs. */
  readonly cut: readonly string[];
  /** Charts and pictures that can be seen. */
  readonly charts: number;
  readonly pictures: number;
  /** Pictures that could not be decoded. */
  readonly broken: number;
  /** What axe-core finds, as `impact rule: element`. */
  readonly faults: readonly string[];
}

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser, or why there is none. */
export const browser: { readonly path: string } | { readonly reason: string } = find();

function find(): typeof browser {
  for (const path of BROWSERS) {
    try {
      Deno.statSync(path);
      return { path };
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return { reason: "no Chromium: apt-get install chromium" };
}

/** Declares a test that needs the browser; without one it is ignored, with the reason. @param ignore For a reason of its own. */
export function browserTest(name: string, fn: () => Promise<void>, ignore = false): void {
  if ("path" in browser) Deno.test({ name, fn, ignore });
  else Deno.test({ name: `${name} [${browser.reason}]`, ignore: true, fn });
}

/** What is done with a page beside opening it. */
export interface LookOptions {
  /** Run in the page before it is looked at. */
  readonly script?: string;
  /** Where screenshots go: the beginning of their paths. */
  readonly shots?: string;
  /** Whether the page draws by WebGL: without a graphics card, in software. */
  readonly webgl?: boolean;
}

/** Opens a page once in each view. */
export async function look(
  url: string,
  views: readonly View[],
  { script, shots, webgl }: LookOptions = {},
): Promise<Look[]> {
  if (!("path" in browser)) throw new Error(browser.reason);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", new URL("testdata/look.ts", import.meta.url).pathname],
    env: { NO_COLOR: "1", LOOK: JSON.stringify({ browser: browser.path, url, views, script, shots, webgl }) },
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout)) as Look[];
}
