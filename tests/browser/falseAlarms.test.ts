import type { Browser, BrowserContext, Page } from "playwright-core";
import { captureLogs, startApp } from "../app/helpers";
import { until } from "../app/waiting";
import { Front } from "./front";
import { Harness, openBrowser, openFreezableBrowser } from "./harness";
import { accessibilityViolations, newContext, openPage, screenshot } from "./pages";

jest.setTimeout(60_000);

captureLogs();

let browser: Browser;
let harness: Harness;
let front: Front;

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);

afterAll(() => browser.close());

beforeEach(async () => {
  harness = await new Harness().start();
  front = await new Front(harness.url).start();
}, 60_000);

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await front.stop();
  await harness.stop();
}, 60_000);

/** A context whose pages record what their lamp says. */
async function recordingContext(from = browser): Promise<BrowserContext> {
  const context = await newContext(from);
  await context.addInitScript(() => {
    document.addEventListener("DOMContentLoaded", () => {
      const lamp = document.getElementById("link-text") as HTMLElement;
      const said = ((window as unknown as { said: string[] }).said = [] as string[]);
      new MutationObserver(() => said.push(lamp.textContent ?? "")).observe(lamp, { childList: true });
    });
  });
  return context;
}

const said = (page: Page) => page.evaluate(() => [...new Set((window as unknown as { said: string[] }).said)]);

/** The browser has no shared workers, so that the page does everything itself, and tests can change what it uses. */
const withoutWorkers = (context: BrowserContext) =>
  context.addInitScript(() => delete (window as { SharedWorker?: unknown }).SharedWorker);

const bars = (page: Page, outcome: string) => page.locator(`.bar[data-outcome=${outcome}]`);

const atLeast = (page: Page, outcome: string, count: number) =>
  until(`${count} requests are ${outcome}`, async () => (await bars(page, outcome).count()) >= count, 30_000);

/** What the page says of failures: in its lamp, its summary and its log. */
async function alarms(page: Page): Promise<string[]> {
  const texts = [
    ...(await said(page)),
    await page.locator("#requests-summary").innerText(),
    ...(await page.locator("#activity-list li span").allInnerTexts()),
  ];
  return texts.filter((text) => /lost|not connected|are failing|[1-9]\d* failed/i.test(text));
}

const link = (page: Page, text: string) => page.locator("#link-text", { hasText: text });
const note = (page: Page) => page.locator("#note-text").innerText();
const legend = (page: Page) => page.locator("#answerers .own").allInnerTexts();

/** Runs in the page. */
function showAs(state: "visible" | "hidden"): void {
  Object.defineProperty(document, "visibilityState", { get: () => state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}

describe("more tabs than a browser has connections", () => {
  it("share one stream and one request per second, and none of them reports a failure", async () => {
    const context = await recordingContext();
    const pages = [];
    for (let i = 0; i < 9; i += 1) pages.push(await openPage(context, front.url));
    const before = front.requests.length;
    const start = Date.now();
    const last = pages.at(-1) as Page;
    await atLeast(last, "answered", 8);
    expect(front.streams()).toBe(1);
    expect(front.requests.length - before).toBeLessThanOrEqual((Date.now() - start) / 1000 + 2);
    expect(await Promise.all(pages.map(alarms))).toEqual(pages.map(() => []));
    expect(await Promise.all(pages.map((page) => page.locator("#link-text").innerText()))).toEqual(
      pages.map(() => "Live"),
    );
  });

  it("without shared workers hold no connection, and none of them reports a failure", async () => {
    const context = await recordingContext();
    await withoutWorkers(context);
    const pages = [];
    for (let i = 0; i < 9; i += 1) pages.push(await openPage(context, front.url));
    await atLeast(pages.at(-1) as Page, "answered", 5);
    expect(front.requests.filter((path) => path.startsWith("/api/events"))).toEqual([]);
    expect(await Promise.all(pages.map(alarms))).toEqual(pages.map(() => []));
  });
});

describe("more pages than streams", () => {
  it("do not push each other out: one that gives way asks until its time comes, and reports no failure", async () => {
    const { app, url, live } = await startApp(harness.api, { limits: { streams: 1 } });
    const crowded = await new Front(url).start();
    try {
      await live();
      const first = await openPage(await recordingContext(), crowded.url);
      await link(first, "Live").waitFor();
      const opened = () => crowded.requests.filter((path) => path === "/api/events").length;
      const before = Date.now();
      const second = await openPage(await recordingContext(), url);
      await link(first, "Live, asking every 2 seconds").waitFor();
      expect(await first.locator("#note").isVisible()).toBe(false);
      harness.cordon(harness.nodes[1] as string);
      for (const page of [first, second]) await page.locator(".node .badge.cordoned").waitFor();
      expect([opened(), crowded.streams(), app.streams()]).toEqual([1, 0, 1]);
      await until("it has its next stream", () => opened() === 2, 30_000);
      expect(Date.now() - before).toBeGreaterThanOrEqual(10_000);
      await link(second, "Live, asking every 2 seconds").waitFor();
      await first.locator("#link-text", { hasText: /^Live$/ }).waitFor();
      expect([opened(), app.streams()]).toEqual([2, 1]);
      expect(await Promise.all([first, second].map(alarms))).toEqual([[], []]);
    } finally {
      await crowded.stop();
      await app.drain();
    }
  });
});

describe.each([
  ["with shared workers", () => Promise.resolve()],
  ["without shared workers", withoutWorkers],
])("hidden tabs %s", (_, prepare) => {
  it("send nothing, and continue without an alarm when one is visible again", async () => {
    const context = await recordingContext();
    await prepare(context);
    const pages = [await openPage(context, front.url), await openPage(context, front.url)] as const;
    await atLeast(pages[0], "answered", 2);
    for (const page of pages) await page.evaluate(showAs, "hidden" as const);
    await until("nothing is open", () => front.open.size === 0);
    const sent = front.requests.length;
    const other = await openPage(await recordingContext(), harness.url);
    await atLeast(other, "answered", 3);
    expect(front.requests.length).toBe(sent);
    await pages[1].evaluate(showAs, "visible" as const);
    await until("it asks again", () => front.requests.length > sent + 2);
    await link(pages[1], "Live").waitFor();
    harness.cordon(harness.nodes[1] as string);
    await pages[1].locator(".node .badge.cordoned").waitFor();
    expect(await alarms(pages[1])).toEqual([]);
    const [summary] = (await pages[1].locator("#requests-summary").innerText()).split(" requests");
    expect(Number(summary)).toBe(await bars(pages[1], "answered").count());
    expect(await pages[1].locator('.bar[data-outcome="answered"] ~ .bar[data-outcome="none"]').count()).toBeGreaterThan(
      1,
    );
  });
});

describe("under a path prefix", () => {
  beforeEach(() => {
    front.prefix = "/api/v1/namespaces/lab/services/app:http/proxy";
  });

  it("the page works, and all that it loads and asks is under the prefix", async () => {
    const page = await openPage(await recordingContext(), front.url);
    await atLeast(page, "answered", 3);
    await link(page, "Live").waitFor();
    expect(front.streams()).toBe(1);
    expect(await alarms(page)).toEqual([]);
    expect(await page.locator("header img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
      0,
    );
  });

  it("a kubectl proxy that has stopped is not the lab's failure, and the page says what it is", async () => {
    const page = await openPage(await recordingContext(), front.url);
    await atLeast(page, "answered", 1);
    await front.stop();
    await link(page, "Not connected since").waitFor();
    expect(await note(page)).toBe("kubectl proxy on this computer does not answer. Start it again.");
    await atLeast(page, "own", 2);
    expect(await bars(page, "failed").count()).toBe(0);
    expect(await legend(page)).toEqual([expect.stringMatching(/^\d+ not counted: kubectl proxy does not run$/)]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, "10-kubectl-proxy-stopped");
    await front.start();
    await link(page, "Live").waitFor();
    expect(await page.locator("#note").isVisible()).toBe(false);
  });
});

describe.each(["hold", "compress"] as const)("something that may %s an event stream", (fault) => {
  it("makes the page ask for the cluster instead, and say so", async () => {
    front.streamFault = fault;
    const page = await openPage(await recordingContext(), front.url);
    await link(page, "Live, asking every 2 seconds").waitFor();
    expect(await note(page)).toMatch(/^The lab answers, but its live stream does not get through\./);
    harness.cordon(harness.nodes[1] as string);
    await page.locator(".node .badge.cordoned").waitFor();
    expect(await page.locator("body").getAttribute("data-stale")).toBe("false");
    expect(await alarms(page)).toEqual([]);
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, `11-stream-${fault}`);
  });
});

describe("an older browser", () => {
  it("without what came after 2021 shows everything and reports no failure", async () => {
    const context = await recordingContext();
    await withoutWorkers(context);
    await context.addInitScript(() => {
      const missing: [object, string[]][] = [
        [AbortSignal, ["timeout", "any"]],
        [window, ["EventSource", "structuredClone", "BroadcastChannel", "CompressionStream"]],
        [Array.prototype, ["at", "findLast", "toSorted", "toSpliced", "toReversed", "with"]],
        [Object, ["hasOwn", "groupBy"]],
        [Promise, ["withResolvers", "try"]],
        [navigator.constructor.prototype as object, ["connection", "locks"]],
      ];
      for (const [owner, names] of missing) for (const name of names) delete (owner as Record<string, unknown>)[name];
    });
    const page = await openPage(context, front.url);
    await atLeast(page, "answered", 3);
    await link(page, "Live, asking every 2 seconds").waitFor();
    expect(await page.locator("#note").isVisible()).toBe(false);
    expect(await alarms(page)).toEqual([]);
  });

  it("that cannot run the page's modules shows that, and nothing of a failure", async () => {
    const context = await recordingContext();
    const page = await context.newPage();
    await page.route("**/main.js", (route) => route.fulfill({ contentType: "text/javascript", body: "a b c" }));
    await page.goto(front.url);
    await page.getByRole("alert").getByText("This page did not start. This says nothing about the lab").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    expect(await alarms(page)).toEqual([]);
    await screenshot(page, "12-not-started");
  });

  it("has no such notice if the page started", async () => {
    const page = await openPage(await recordingContext(), front.url);
    expect(await page.locator("#not-started").isVisible()).toBe(false);
  });
});

describe("what is the browser's side", () => {
  it.each([
    [403, "Something between this browser and the lab answered instead", "something else answered"],
    [200, "Something between this browser and the lab answered instead", "something else answered"],
    [429, "This browser, or its network, asked the lab too often", "this browser asked too often"],
  ])("an answer %d is not counted as the lab's failure", async (status, words, counted) => {
    const page = await openPage(await recordingContext(), front.url);
    front.instead = { status, body: "<h1>Sign in</h1>" };
    front.cut();
    await link(page, "Not connected since").waitFor();
    expect(await note(page)).toContain(words);
    await atLeast(page, "own", 2);
    expect(await bars(page, "failed").count()).toBe(0);
    expect(await legend(page)).toEqual([expect.stringContaining(`not counted: ${counted}`)]);
    front.instead = null;
    await link(page, "Live").waitFor();
  });

  it("an answer 502 is the lab's failure", async () => {
    const page = await openPage(await recordingContext(), front.url);
    front.instead = { status: 502 };
    front.cut();
    await link(page, "Connection lost at").waitFor();
    await atLeast(page, "failed", 2);
    expect(await bars(page, "own").count()).toBe(0);
  });

  it("a computer that is offline says so, and counts nothing", async () => {
    const context = await recordingContext();
    await withoutWorkers(context);
    const page = await openPage(context, front.url);
    await context.setOffline(true);
    await link(page, "Not connected since").waitFor();
    expect(await note(page)).toBe("This computer is offline. This says nothing about the lab.");
    await atLeast(page, "own", 2);
    expect(await bars(page, "failed").count()).toBe(0);
    await context.setOffline(false);
    await link(page, "Live").waitFor();
    expect(await page.locator("#activity-list li", { hasText: "failing" }).count()).toBe(0);
  });

  it("a computer that sleeps, and has no network for a moment when it wakes, reports no failure", async () => {
    const { browser: sleepy, freeze, thaw, close } = await openFreezableBrowser();
    try {
      const page = await openPage(await recordingContext(sleepy), front.url);
      await atLeast(page, "answered", 2);
      freeze();
      await front.stop();
      const asleep = Date.now();
      await until("it slept", () => Date.now() - asleep > 12_000, 20_000);
      thaw();
      await page.locator("#activity-list li", { hasText: "This page did not watch for" }).waitFor();
      await atLeast(page, "own", 2);
      expect(await legend(page)).toEqual([
        expect.stringMatching(/not counted: this browser paused, or its network changed$/),
      ]);
      await front.start();
      await atLeast(page, "answered", 5);
      await link(page, "Live").waitFor();
      expect((await alarms(page)).filter((text) => !text.startsWith("Not connected since"))).toEqual([]);
      expect(await page.locator(".bar[data-outcome=none] ~ .bar[data-outcome=own]").count()).toBeGreaterThan(1);
    } finally {
      thaw();
      await close();
    }
  });
});

describe("a rolling update", () => {
  it("whose stream ends with its pod does not read as a lost connection", async () => {
    const page = await openPage(await recordingContext(), front.url);
    await link(page, "Live").waitFor();
    const opened = front.requests.filter((path) => path.startsWith("/api/events")).length;
    await harness.replaceStreaming();
    await until("it has another stream", () => {
      const now = front.requests.filter((path) => path.startsWith("/api/events")).length;
      return now > opened && front.streams() === 1;
    });
    await link(page, "Live").waitFor();
    expect(await alarms(page)).toEqual([]);
  });
});
