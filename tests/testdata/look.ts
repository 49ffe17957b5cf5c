/** Opens a page as `LOOK` in the environment says and writes what it found as JSON. */
import axe from "axe-core";
import { type Browser, chromium } from "playwright-core";
import type { Look, View } from "../browser.ts";

interface Order {
  readonly browser: string;
  readonly url: string;
  readonly views: readonly View[];
  readonly script?: string;
  readonly shots?: string;
  readonly webgl?: boolean;
}

/** Evaluated in the page. */
const FINDINGS = `(() => {
  const edge = document.documentElement.clientWidth, box = (one) => one.getBoundingClientRect();
  const out = [...document.querySelectorAll("body *")].filter((one) => !one.closest(".scroll, pre, svg, .skip") && box(one).right > edge + 1);
  const cut = [...document.querySelectorAll("svg.chart text")].filter((one) => {
    const inner = box(one), outer = box(one.closest("svg"));
    return inner.width > 0 && (inner.right > outer.right + 2 || inner.left < outer.left - 2);
  });
  const images = [...document.images];
  return {
    sticking: [...out.map((one) => one.outerHTML.slice(0, 120)), ...document.documentElement.scrollWidth > edge ? ["the page scrolls"] : []],
    cut: cut.map((one) => one.textContent),
    charts: [...document.querySelectorAll("svg.chart, svg.plot")].filter((one) => box(one).width > 20).length,
    pictures: images.filter((one) => one.complete && one.naturalWidth > 0).length,
    broken: images.filter((one) => one.complete && one.naturalWidth === 0).length,
  };
})()`;

const AXE =
  `axe.run().then(({ violations }) => violations.map(({ impact, id, nodes }) => impact + " " + id + ": " + nodes[0].html.slice(0, 200)))`;

async function lookOnce(browser: Browser, { url, script, shots }: Order, view: View): Promise<Look> {
  const { width, scheme } = view, errors: string[] = [], requests: string[] = [];
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) requests.push(request.url());
  });
  const began = performance.now();
  await page.goto(url, { waitUntil: "load" });
  const milliseconds = performance.now() - began;
  if (script) await page.evaluate(script);
  const found = await page.evaluate(FINDINGS) as Pick<
    Look,
    "sticking" | "cut" | "charts" | "pictures" | "broken"
  >;
  if (shots) await page.screenshot({ path: `${shots}-${width}-${scheme}.png`, fullPage: true });
  await page.evaluate(axe.source);
  const faults = await page.evaluate(AXE) as string[];
  await page.close();
  return { view, milliseconds, errors, requests, ...found, faults };
}

const order = JSON.parse(Deno.env.get("LOOK")!) as Order;
const software = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const args = ["--no-sandbox", ...order.webgl ? software : []];
const browser = await chromium.launch({ executablePath: order.browser, args });
const looks: Look[] = [];
for (const view of order.views) looks.push(await lookOnce(browser, order, view));
await browser.close();
Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(looks)));
