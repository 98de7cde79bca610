import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { createApp } from "../../app/lib/app";
import { readConfig } from "../../app/lib/config";
import { captureLogs } from "../app/helpers";
import { openBrowser, Harness } from "./harness";
import { accessibilityViolations, newContext, openPage as open, PHONE, PROJECTOR, screenshot } from "./pages";

jest.setTimeout(60_000);

captureLogs();

let browser: Browser;
let harness: Harness;

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);

afterAll(() => browser.close());

beforeEach(async () => {
  harness = await new Harness().start();
}, 60_000);

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await harness.stop();
}, 60_000);

const openPage = async (options: BrowserContextOptions = {}) => open(await newContext(browser, options), harness.url);

const box = (page: Page, node: string) => page.locator(".node", { hasText: node });

/** The rows of the table as text, one string per row. */
const rows = (page: Page) =>
  page
    .locator("#table-body tr")
    .evaluateAll((all) => all.map((row) => (row as HTMLElement).innerText.split("\t").join("|")));

/** Runs in the page: records which pods are animated. */
function recordGlides(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on its element below
  const { animate } = Element.prototype;
  Element.prototype.animate = function (this: HTMLElement, ...how) {
    document.body.dataset["glided"] = `${document.body.dataset["glided"] ?? ""} ${this.dataset["pod"]}`;
    return animate.apply(this, how);
  };
}

/** Runs in the page. */
const animationOf = (element: Element) => getComputedStyle(element).animationName;

describe("the page while a node fails", () => {
  it("shows the lost node, its terminating pods, and the new pods where they start", async () => {
    const page = await openPage();
    const lost = harness.nodes[2] as string;
    await page.locator("#link[data-state=live]").waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".bar[data-outcome=answered]").length > 5);
    await screenshot(page, "1-calm");

    harness.loseNode(lost);
    await box(page, lost).locator(".badge", { hasText: "Not responding" }).waitFor();
    expect(await box(page, lost).getAttribute("data-status")).toBe("unknown");
    expect((await rows(page)).filter((row) => row.startsWith(lost))).toEqual([
      expect.stringMatching(/^aks-lab-000002\|Not responding, [\d:]+\|web-6d4cf56db6-b9xvn\|Not ready\|/),
      expect.stringMatching(/^aks-lab-000002\|Not responding, [\d:]+\|web-6d4cf56db6-m2pdz\|Not ready\|/),
    ]);
    await page.locator("#activity-list li", { hasText: `Node ${lost} no longer responds` }).waitFor();
    await page.locator(".bar[data-outcome=failed]").first().waitFor();
    await page.locator("#activity-list li", { hasText: "This page's requests are failing" }).first().waitFor();

    const [first, second] = harness.evict(lost) as [string, string];
    await page.locator(`#tray .pod[data-pod=${first}]`).waitFor();
    expect(await box(page, lost).locator(".pod[data-state=terminating]").count()).toBe(2);
    expect(await page.locator("#cluster-summary").innerText()).toBe(
      "3 of 4 nodes ready, 6 of 8 pods ready, 2 waiting for a node",
    );
    await screenshot(page, "2-node-lost");

    harness.startPod(first, harness.nodes[0] as string);
    harness.startPod(second, harness.nodes[3] as string);
    await box(page, harness.nodes[0] as string)
      .locator(`.pod[data-pod=${first}][data-state=starting]`)
      .waitFor();
    await screenshot(page, "3-moving");
    await harness.readyPod(first, harness.nodes[0] as string);
    await harness.readyPod(second, harness.nodes[3] as string);
    await box(page, harness.nodes[3] as string)
      .locator(`.pod[data-pod=${second}][data-state=ready]`)
      .waitFor();
    await page.locator("#activity-list li", { hasText: `Pod ${second} is ready on aks-lab-000003` }).waitFor();
    await page
      .locator("#activity-list li", { hasText: "This page's requests are answered again after" })
      .first()
      .waitFor();
    expect((await rows(page)).filter((row) => row.includes(second))).toEqual([
      expect.stringMatching(/^aks-lab-000003\|Ready, [\d:]+\|web-6d4cf56db6-x7k2p\|Ready\|[\d:]+\|0$/),
    ]);
    expect(await page.locator("#cluster-summary").innerText()).toBe("3 of 4 nodes ready, 8 of 8 pods ready");
    await screenshot(page, "4-recovered");
  }, 90_000);

  it("animates a pod's move to its node, but not with reduced motion", async () => {
    const pages = [await openPage(), await openPage({ reducedMotion: "reduce" })];
    const fresh = harness.evict(harness.nodes[2] as string)[0] as string;
    for (const page of pages) {
      await page.locator(`#tray .pod[data-pod=${fresh}]`).waitFor();
      await page.evaluate(recordGlides);
    }
    harness.startPod(fresh, harness.nodes[0] as string);
    for (const page of pages) await page.locator(`#nodes .pod[data-pod=${fresh}][data-state=starting]`).waitFor();
    const glided = await Promise.all(pages.map((page) => page.evaluate(() => document.body.dataset["glided"] ?? "")));
    expect(glided).toEqual([expect.stringContaining(fresh), ""]);
    const turning = pages.map((page) => page.locator(`.pod[data-pod=${fresh}] > .icon`).evaluate(animationOf));
    expect(await Promise.all(turning)).toEqual(["turn", "none"]);
  });

  it("reports a lost connection, and continues when the server is back", async () => {
    const page = await openPage();
    harness.stopLoadBalancer();
    const lost = page.locator("#link-text", { hasText: /^Connection lost at \d\d:\d\d:\d\d, reconnecting$/ });
    await lost.waitFor({ timeout: 4000 });
    expect(await page.locator("body").getAttribute("data-stale")).toBe("true");
    await page.locator("#answered-by", { hasText: "nobody" }).waitFor();
    expect(await page.locator("#stale").innerText()).toMatch(/^as it was at \d\d:\d\d:\d\d$/);
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, "5-connection-lost");
    await harness.startLoadBalancer();
    await page.locator("#link-text", { hasText: /^Live$/ }).waitFor();
    expect(await page.locator("body").getAttribute("data-stale")).toBe("false");
  });

  it("reports that the lab's role is missing", async () => {
    harness.api.forbid("pods");
    const page = await openPage();
    await page.getByRole("alert").getByText("this pod may not list and watch pods in namespace lab").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, "6-role-missing");
  });
});

describe("what goes wrong", () => {
  const QUOTA = 'pods "web-6d4cf56db6-z" is forbidden: exceeded quota: student, used: pods=10, limited: pods=10';

  it.each([
    {
      locale: "en-US",
      pod: "init container: keeps crashing",
      event: "cannot start on aks-lab-000000: init container: keeps crashing (Init:CrashLoopBackOff)",
      node: "Low memory for 2 min",
      banner: `Kubernetes refuses pods of Deployment web: they exceed the namespace's quota (${QUOTA})`,
    },
    {
      locale: "ko-KR",
      pod: "초기화 컨테이너: 반복해서 비정상 종료됨",
      event: "시작하지 못합니다: 초기화 컨테이너: 반복해서 비정상 종료됨 (Init:CrashLoopBackOff)",
      node: "메모리 부족 2분째",
      banner: `Kubernetes가 web 디플로이먼트의 파드를 거부합니다: 네임스페이스의 할당량을 넘습니다 (${QUOTA})`,
    },
  ])("is shown in words, in $locale", async ({ locale, pod, event, node, banner }) => {
    const page = await openPage({ locale });
    harness.failInit(harness.pods[0]?.name as string, harness.nodes[0] as string);
    harness.press(harness.nodes[1] as string);
    harness.refusePods(QUOTA);
    await page.locator(".node .pod .pod-state", { hasText: pod }).waitFor();
    await page.locator("#activity-list li", { hasText: event }).waitFor();
    const badge = box(page, harness.nodes[1] as string).locator(".badge.pressure");
    await badge.waitFor();
    expect((await badge.innerText()).replace(/\s+/g, " ")).toBe(node);
    expect(await page.getByRole("alert").getByText(banner).innerText()).toBe(banner);
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, `9-in-words-${locale.slice(0, 2)}`);
  });
});

describe.each([
  { locale: "en-US", colorScheme: "light" as const, title: "Container lab" },
  { locale: "en-US", colorScheme: "dark" as const, title: "Container lab" },
  { locale: "ko-KR", colorScheme: "light" as const, title: "컨테이너 실습" },
  { locale: "ko-KR", colorScheme: "dark" as const, title: "컨테이너 실습" },
])("in $locale and $colorScheme", ({ locale, colorScheme, title }) => {
  it("has no serious accessibility violation on a projector or a phone, with a lost and a cordoned node", async () => {
    for (const [name, viewport] of [
      ["projector", PROJECTOR],
      ["phone", PHONE],
    ] as const) {
      const page = await openPage({ locale, colorScheme, viewport });
      harness.reportLost(harness.nodes[2] as string);
      harness.evict(harness.nodes[2] as string);
      harness.cordon(harness.nodes[1] as string);
      await page.locator(".node .badge.cordoned").waitFor();
      await page.locator("#tray .pod").first().waitFor();
      await page.locator("#table-switch").click();
      expect(await page.title()).toBe(title);
      expect(await accessibilityViolations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await page.locator("#table-switch").click();
      await screenshot(page, `7-${locale.slice(0, 2)}-${colorScheme}-${name}`, true);
    }
  }, 60_000);
});

describe("outside a cluster", () => {
  let app: ReturnType<typeof createApp>;

  afterEach(() => app.drain());

  it("shows the container itself and says why", async () => {
    app = createApp(readConfig({ PORT: "0", APP_VERSION: "1.2.3" }), { closeDelayMs: 0 });
    const url = `http://127.0.0.1:${await app.start()}/`;
    const page = await (await newContext(browser)).newPage();
    await page.goto(url);
    await page.getByText("It runs on its own, outside any cluster").waitFor();
    await page.locator("#facts dd", { hasText: /^1\.2\.3$/ }).waitFor();
    const facts = await page.locator("#facts dt").allInnerTexts();
    expect(facts).toEqual(["Host name", "Address", "Version", "Running for", "Memory", "Requests served"]);
    expect(await page.locator("#cluster").isVisible()).toBe(false);
    expect(await page.locator("#requests-summary").innerText()).toMatch(
      /^\d+ requests? in the last minute: \d+ answered, 0 failed$/,
    );
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, "8-container");
  });
});

describe("a lab that ends", () => {
  const ends = (inMs: number) => new Date(Date.now() + inMs).toISOString();
  const hour = 3_600_000;
  let app: ReturnType<typeof createApp>;

  afterEach(() => app.drain());

  async function openUntil(endsAt: string): Promise<Page> {
    app = createApp(readConfig({ PORT: "0", ENDS_AT: endsAt }), { closeDelayMs: 0 });
    const url = `http://127.0.0.1:${await app.start()}/`;
    const page = await (await newContext(browser, { timezoneId: "Asia/Seoul" })).newPage();
    await page.goto(url);
    await page.getByText("It runs on its own, outside any cluster").waitFor();
    return page;
  }

  /** The hour and minute of an instant in Seoul, whose time has no summer. */
  const inSeoul = (instant: string) => new Date(Date.parse(instant) + 9 * hour).toISOString().slice(11, 16);

  it("says within two hours when it ends and how to extend it, in both languages", async () => {
    const endsAt = ends(hour);
    const page = await openUntil(endsAt);
    await page.getByText(`This lab ends at ${inSeoul(endsAt)}. To extend it`).waitFor();
    await page.getByRole("button", { name: "한국어" }).click();
    await page.getByText(`이 실습 환경은 ${inSeoul(endsAt)}에 끝납니다.`).waitFor();
  });

  it("says that it has ended", async () => {
    const endsAt = ends(-hour);
    await (await openUntil(endsAt)).getByText(`This lab has ended, at ${inSeoul(endsAt)}.`).waitFor();
  });

  it("says nothing before", async () => {
    const page = await openUntil(ends(3 * hour));
    await page.waitForFunction(() => document.querySelectorAll(".bar").length > 1);
    expect(await page.locator("#end").isVisible()).toBe(false);
  });
});

describe("for keyboard and screen reader", () => {
  it("can be used with the keyboard alone: first the language, then the table", async () => {
    const page = await openPage();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.slice(0, 20) ?? "");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("English");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("ko");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("표로 보기");
    await page.keyboard.press("Enter");
    expect(await page.locator("#table-switch").getAttribute("aria-expanded")).toBe("true");
    expect((await page.locator("#table-frame").boundingBox())?.height).toBeGreaterThan(100);
  });

  it("keeps the user's language after a reload", async () => {
    const page = await openPage();
    await page.getByRole("button", { name: "한국어" }).click();
    await page.reload();
    expect(await page.title()).toBe("컨테이너 실습");
  });

  it("has a table with the diagram's content, and a polite log of activity", async () => {
    const page = await openPage();
    await page.getByRole("table", { name: "Nodes and pods" }).waitFor({ state: "attached" });
    expect(await page.getByRole("img", { name: "4 of 4 nodes ready, 8 of 8 pods ready" }).count()).toBe(1);
    expect(await page.getByRole("log", { name: "What happened" }).getAttribute("aria-live")).toBe("polite");
    expect((await rows(page)).length).toBe(8);
  });
});
