import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { planPage } from "../../cli/commands/plan/picture/page";
import { rehearseWithCosts } from "../../cli/commands/plan/plan";
import { fakeContext, projectFolder } from "../cli/harness";
import { openBrowser } from "./harness";
import { PHONE, accessibilityViolations, newContext, screenshot } from "./pages";

jest.setTimeout(60_000);

describe("the page of a plan, in a browser", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lab-plan-"));
  const file = path.join(folder, "lab.html");
  let browser: Browser;

  beforeAll(async () => {
    const options = { stack: "dev", hours: "3", "live-prices": false, currency: "USD", strict: true };
    const config = ["students=[kim, 이민호, park]", "windows=true"];
    writeFileSync(
      file,
      await planPage(await rehearseWithCosts(fakeContext(projectFolder(), {}).context, { ...options, config })),
    );
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const page = await (await newContext(browser, options)).newPage();
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  it.each(["light", "dark"] as const)("is accessible in %s", async (colorScheme) => {
    const page = await open({ colorScheme });
    expect(await accessibilityViolations(page)).toEqual([]);
    await screenshot(page, `plan-${colorScheme}`);
  });

  it("leads from a box to its properties, by the mouse and by the keyboard", async () => {
    const page = await open();
    await page.locator("svg a", { hasText: "Registry" }).click();
    expect(new URL(page.url()).hash).toBe("#about-registry");
    await page.locator("svg a", { hasText: "Docker host" }).focus();
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#about-host");
    await page.locator("#about-host summary", { hasText: "compute:VirtualMachine" }).click();
    expect(await page.locator("#about-host details[open] pre").innerText()).toContain("vmSize: Standard_B2als_v2");
  });

  it("fits each text into its box, in English and with Hangul", async () => {
    const page = await open();
    const outside = await page.locator("svg g.box").evaluateAll((boxes) =>
      boxes.flatMap((box) => {
        const frame = box.querySelector("path, polygon")!.getBoundingClientRect();
        const texts = [...box.querySelectorAll("text")];
        return texts.filter((text) => text.getBoundingClientRect().width > frame.width).map((text) => text.textContent);
      }),
    );
    expect(outside).toEqual([]);
  });

  it("fits a phone: only the picture and the tables scroll sideways", async () => {
    const page = await open({ viewport: PHONE });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
  });

  it("prints on A4 without the properties", async () => {
    const page = await open();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".part").first().isVisible()).toBe(false);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)!.length).toBeLessThanOrEqual(2);
  });
});
