/** Takes the pictures of the docs anew, in the browser of the tests and of the lab as it is made: `npm run pictures`. */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { BoardHarness, fillClass } from "../tests/browser/boardHarness";
import { Harness, openBrowser } from "../tests/browser/harness";

const lab = {
  nodes: [0, 1, 2, 3].map((number) => `aks-system-31795302-vmss00000${number}`),
  podsOf: "app-6d4cf56db6",
  podsPerNode: 1,
};

/** The page a few seconds after a node was lost: Kubernetes has replaced its pod, and two requests had no answer. */
async function loseNode(page: Page, harness: Harness): Promise<void> {
  const [first, , lost] = harness.nodes as [string, string, string];
  const bars = (outcome: string) => page.locator(`.bar[data-outcome=${outcome}]`);
  await bars("answered").nth(50).waitFor({ timeout: 90_000 });
  harness.loseNode(lost);
  await bars("failed").nth(1).waitFor();
  const [fresh] = harness.evict(lost) as [string];
  await page.locator(`#tray .pod[data-pod=${fresh}]`).waitFor();
  harness.startPod(fresh, first);
  await page.locator(`#nodes .pod[data-pod=${fresh}][data-state=starting]`).waitFor();
}

const look = { viewport: { width: 1440, height: 810 }, locale: "en-US", reducedMotion: "reduce" } as const;

const picture = (name: string) => ({ path: join(__dirname, "../docs", name) });

async function takeApp(browser: Browser): Promise<void> {
  const harness = await new Harness(lab).start();
  try {
    const page = await browser.newPage(look);
    await page.goto(harness.url);
    await loseNode(page, harness);
    await page.screenshot(picture("app.png"));
  } finally {
    await harness.stop();
  }
}

/** The board's two pages, the projector's in Korean and dark, while a class of 100 is in the middle of the course. */
async function takeBoard(browser: Browser): Promise<void> {
  const board = await new BoardHarness().start((api) => fillClass(api, 100));
  try {
    const pages = [
      ["", "board.png", look],
      ["projector", "board-projector.png", { ...look, locale: "ko-KR", colorScheme: "dark" }],
    ] as const;
    for (const [path, name, options] of pages) {
      const page = await browser.newPage(options);
      await page.goto(`${board.url}${path}`);
      await page.locator("#class-table tbody td.cell").nth(1299).waitFor({ state: "attached" });
      await page.screenshot(picture(name));
    }
  } finally {
    await board.stop();
  }
}

async function main(): Promise<void> {
  const browser = await openBrowser();
  try {
    await takeApp(browser);
    await takeBoard(browser);
  } finally {
    await browser.close();
  }
}

void main();
