import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { BoardHarness, fillClass, labelOf } from "./boardHarness";
import { openBrowser } from "./harness";
import { accessibilityViolations, newContext, PHONE, PROJECTOR, screenshot } from "./pages";

jest.setTimeout(60_000);

let browser: Browser;
let board: BoardHarness;

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);

afterAll(() => browser.close());

beforeEach(async () => {
  board = await new BoardHarness().start((api) => {
    api.addNodes(4);
    ["kim", "lee", "park"].forEach((label) => api.addStudent(label));
    api.deploy("kim");
    api.deployWrong("lee", 5);
  });
  await board.listed();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await board.stop();
});

/** Opens a page and waits until it shows the class. An error in the page fails the test. */
async function openPage(path = "", options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await newContext(browser, options)).newPage();
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${board.url}${path}`);
  await page.locator("#class-table tbody td.cell").first().waitFor();
  return page;
}

const row = (page: Page, name: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });
/** The state of a student in the nth exercise, on the instructor's page. */
const cellOf = (page: Page, label: string, exercise: number) =>
  row(page, label)
    .locator("td.cell")
    .nth(exercise - 1);

const DEPLOY = 8;
const NODES = 7;

describe("the instructor's page", () => {
  it("shows each student with what is done, what is next and on what they are stuck, in a table", async () => {
    const page = await openPage();
    await page.getByRole("table", { name: "Students and exercises" }).waitFor();
    const heads = await page.getByRole("columnheader").allInnerTexts();
    expect(heads.length).toBe(3 + 13 + 1);
    await page.getByRole("columnheader", { name: "Run your image on the cluster" }).waitFor();
    expect(await cellOf(page, "kim", DEPLOY).innerText()).toBe("done");
    expect(await cellOf(page, "kim", 1).innerText()).toBe("not seen from here");
    expect(await cellOf(page, "lee", DEPLOY).innerText()).toBe("stuck");
    expect(await row(page, "lee").locator(".next").innerText()).toMatch(
      /^Run your image on the cluster The pod web-1 cannot pull registry\.example\.test\/lee\/nginz: no such image\./,
    );
    expect(await page.locator("#stuck-summary").innerText()).toMatch(/^1 student: something fails/);
    expect(await page.locator("#stuck-list li").innerText()).toMatch(
      /^lee Run your image on the cluster for 5 min\s+The pod/,
    );
    expect(await page.locator("#progress-text").innerText()).toBe("3 of 27 done (11 %), of what can be seen from here");
    expect(await page.locator("#node-list li").allInnerTexts()).toEqual(
      [0, 1, 2, 3].map((index) => expect.stringMatching(new RegExp(`^lab-agent-${index} Ready, `)) as string),
    );
    expect(await page.locator("#quota-list").innerText()).toBe("Nobody has used up a quota.");
  });

  it("shows a change when it happens, and only in the row of that student", async () => {
    const page = await openPage();
    await row(page, "lee").evaluate((element) => (element.dataset["mine"] = "true"));
    board.api.answerNodes("park", 4);
    board.api.setQuota("park", { pods: "10" });
    await cellOf(page, "park", NODES).and(page.locator('[data-state="done"]')).waitFor();
    await page.locator("#quota-list li", { hasText: "pods: 1 student park" }).waitFor();
    expect(await row(page, "lee").getAttribute("data-mine")).toBe("true");
    board.api.addStudent("choi");
    await row(page, "choi").waitFor();
    expect(await page.locator("#class-table tbody th").allInnerTexts()).toEqual(["choi", "kim", "lee", "park"]);
    board.api.remove("namespaces", "student-kim");
    await row(page, "kim").waitFor({ state: "detached" });
  });

  it("hides names when asked to, in hints, too", async () => {
    const page = await openPage();
    await page.getByRole("button", { name: "Show names", pressed: true }).click();
    await page.getByRole("button", { name: "Show names", pressed: false }).waitFor();
    const text = await page.locator("body").innerText();
    expect(text).toMatch(/Student \d/);
    expect(text).toContain("registry.example.test/…/nginz");
    expect(text).not.toMatch(/\b(kim|lee|park)\b/);
  });
});

describe("the projector's page", () => {
  it("shows how far the class is in each exercise, with numbers for names", async () => {
    const page = await openPage("projector");
    const deploy = row(page, "8. Run your image on the cluster");
    expect(await deploy.locator(".count").innerText()).toBe("1 of 3");
    expect(await deploy.locator("td.cell").count()).toBe(3);
    expect(await row(page, "1. Pull an image").locator(".count").innerText()).toBe("not seen from here");
    expect((await page.getByRole("columnheader").allInnerTexts()).slice(2)).toEqual(
      [1, 2, 3].map((number) => expect.stringContaining(`Student ${number}`) as string),
    );
    expect(await page.content()).not.toMatch(/\b(kim|lee|park)\b/);
    expect(await page.locator("#stuck-list li").innerText()).toMatch(/^Student \d Run your image on the cluster/);
  });

  it("shows names until it is loaded again", async () => {
    const page = await openPage("projector");
    await page.getByRole("button", { name: "Show names", pressed: false }).click();
    await page.getByRole("columnheader", { name: "park" }).waitFor();
    await page.reload();
    await page.locator("#class-table tbody td.cell").first().waitFor();
    expect(await page.content()).not.toMatch(/\b(kim|lee|park)\b/);
  });

  it("leads to the instructor's page and back", async () => {
    const page = await openPage("projector");
    await page.getByRole("link", { name: "For the instructor" }).click();
    await row(page, "kim").waitFor();
    await page.getByRole("link", { name: "For the projector" }).click();
    await row(page, "8. Run your image on the cluster").waitFor();
  });
});

describe("what goes wrong", () => {
  it("is said when the board has ended, and the page goes on when it is back", async () => {
    const page = await openPage();
    await page.locator("#link-text", { hasText: /^Live$/ }).waitFor();
    await board.stopBoard();
    await page.locator("#link-text", { hasText: /^Connection lost at \d\d:\d\d:\d\d, reconnecting$/ }).waitFor();
    expect(await page.locator("#stale").innerText()).toMatch(/^as it was at \d\d:\d\d:\d\d$/);
    expect(await accessibilityViolations(page)).toEqual([]);
    await board.startBoard();
    await page.locator("#link-text", { hasText: /^Live$/ }).waitFor();
    board.api.deploy("park");
    await cellOf(page, "park", DEPLOY).and(page.locator('[data-state="done"]')).waitFor();
  });

  it("is said when the cluster does not answer, and goes when it does", async () => {
    const page = await openPage();
    await board.api.stop();
    await page.getByRole("alert").getByText("The cluster has not answered since").waitFor();
    expect(await page.locator("#stale").isVisible()).toBe(true);
    await board.api.start();
    await page.getByRole("alert").getByText("The cluster has not answered since").waitFor({ state: "detached" });
    expect(await page.locator("#stale").isVisible()).toBe(false);
  });

  it("is said when the kubeconfig may not read something, in Korean, too", async () => {
    board.api.forbid("events");
    const page = await openPage("", { locale: "ko-KR" });
    await page
      .getByRole("alert")
      .getByText("이 kubeconfig에는 조회하고 지켜볼 권한이 없는 리소스가 있습니다: events.")
      .waitFor();
  });
});

describe("a screen reader", () => {
  it("is told who gets stuck, and nothing of what is done", async () => {
    const page = await openPage();
    const announcement = page.locator("#announcement[role=status]");
    board.api.answerNodes("park", 4);
    await cellOf(page, "park", NODES).and(page.locator('[data-state="done"]')).waitFor();
    expect(await announcement.innerText()).toBe("");
    board.api.deployWrong("park", 4);
    // The answer about the nodes has just been given: nobody is stuck who has just done something.
    await row(page, "park").locator(".next", { hasText: "cannot pull" }).waitFor({ state: "visible" });
    expect(await announcement.innerText()).toBe("");
    board.api.addStudent("choi");
    board.api.deployWrong("choi", 4);
    await page
      .locator("#announcement", { hasText: "choi is stuck: Run your image on the cluster. 2 students stuck." })
      .waitFor({ state: "attached" });
  });

  it("and a keyboard find everything in order: page, names, language, and what scrolls", async () => {
    const page = await openPage();
    const focused = () =>
      page.evaluate(() => {
        const { id, textContent } = document.activeElement!;
        return id === "" ? textContent : id;
      });
    const order: (string | null)[] = [];
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused());
    }
    expect(order).toEqual(["other-page", "names", "English", "한국어", "stuck-frame", "class-frame"]);
    await page.locator("#names").focus();
    await page.keyboard.press("Space");
    expect(await page.locator("#names").getAttribute("aria-pressed")).toBe("false");
    await page.getByRole("button", { name: "한국어" }).press("Enter");
    expect(await page.title()).toBe("실습 현황판");
    await page.getByRole("columnheader", { name: "클러스터에서 내 이미지 실행" }).waitFor();
  });
});

describe("a class of 100 students", () => {
  beforeEach(async () => {
    await board.stop();
    board = await new BoardHarness().start((api) => fillClass(api, 100));
  });

  it.each(["", "projector"])("is shown at once on /%s, and so is a change", async (path) => {
    const page = await (await newContext(browser)).newPage();
    const begun = performance.now();
    await page.goto(`${board.url}${path}`);
    const cells = page.locator("#class-table tbody td.cell");
    await page.waitForFunction(() => document.querySelectorAll("#class-table tbody td.cell").length === 1300);
    const first = performance.now() - begun;
    expect(await page.locator("#stuck-list li").count()).toBe(10);
    expect(await cells.count()).toBe(1300);
    // The first student has not answered the question about the nodes yet.
    const answered = () => document.querySelectorAll('#class-table tbody td.cell[data-state="done"]').length;
    const before = await page.evaluate(answered);
    const changed = performance.now();
    board.api.answerNodes(labelOf(0), 4);
    await page.waitForFunction((count) => {
      return document.querySelectorAll('#class-table tbody td.cell[data-state="done"]').length === count + 1;
    }, before);
    const shown = performance.now() - changed;
    process.stdout.write(
      `tests/browser: the board's /${path} of 100 students: first picture after ${first.toFixed(0)} ms, ` +
        `a change after ${shown.toFixed(0)} ms\n`,
    );
    await screenshot(page, `board-${path || "instructor"}`);
  });
});

describe.each([
  { locale: "en-US", colorScheme: "light" as const },
  { locale: "ko-KR", colorScheme: "dark" as const },
])("in $locale and $colorScheme", ({ locale, colorScheme }) => {
  it.each(["", "projector"])("/%s has no serious accessibility violation on a projector or a phone", async (path) => {
    board.api.cordon("lab-agent-1");
    for (const [name, viewport] of [
      ["projector", PROJECTOR],
      ["phone", PHONE],
    ] as const) {
      const page = await openPage(path, { locale, colorScheme, viewport });
      expect(await accessibilityViolations(page)).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      const spilling = await page
        .locator("#class-table .count")
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent));
      expect(spilling).toEqual([]);
      await screenshot(page, `board-${path || "instructor"}-${locale.slice(0, 2)}-${colorScheme}-${name}`, true);
    }
  });
});
