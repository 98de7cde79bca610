import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { htmlOf } from "../../cli/commands/drill/report/html";
import { aResult, resultWords } from "../cli/commands/drill/results";
import { temporaryFolder } from "../cli/harness";
import { openBrowser } from "./harness";
import { PHONE, accessibilityViolations, newContext, screenshot } from "./pages";

jest.setTimeout(60_000);

let browser: Browser;
let url: string;

beforeAll(async () => {
  browser = await openBrowser();
  const file = join(temporaryFolder(), "drill.html");
  writeFileSync(file, htmlOf(aResult(), resultWords()));
  url = pathToFileURL(file).href;
}, 60_000);

afterAll(() => browser.close());

/** Opens the page. It must load nothing, and have no error. */
async function openPage(options: BrowserContextOptions = {}): Promise<{ page: Page; troubles: string[] }> {
  const context = await newContext(browser, options);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => troubles.push(message.text()));
  page.on("request", (request) => request.url() !== url && troubles.push(request.url()));
  await page.goto(url);
  return { page, troubles };
}

describe("the page of a drill", () => {
  it.each(["light", "dark"] as const)(
    "has no violation of accessibility in %s, and loads nothing",
    async (colorScheme) => {
      const { page, troubles } = await openPage({ colorScheme });
      expect(await accessibilityViolations(page)).toEqual([]);
      await screenshot(page, `drill-${colorScheme}`, true);
      expect(troubles).toEqual([]);
    },
  );

  it("reads a second aloud that is chosen by the keyboard", async () => {
    const { page } = await openPage();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    for (let second = 0; second < 5; second += 1) await page.keyboard.press("ArrowRight");
    expect(await page.locator("output").innerText()).toBe("Second 5: 20 sent, 5 failed");
    expect(await page.locator("#second").getAttribute("aria-valuetext")).toBe("Second 5: 20 sent, 5 failed");
  });

  it("shows each text in the language that is chosen, and starts with the browser's", async () => {
    const { page } = await openPage({ locale: "ko-KR" });
    expect(await page.locator("h1").innerText()).toBe("lab-agent-1 노드 장애");
    await page.getByRole("button", { name: "English" }).click();
    expect(await page.locator("h1").innerText()).toBe("lab-agent-1 lost");
    expect(await page.locator("ol li").first().innerText()).toMatch(/0\.0 s\s+lab-agent-1 is killed/);
  });

  it("fits a phone", async () => {
    const { page } = await openPage({ viewport: PHONE });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width);
  });
});
