/** Takes the pictures of the docs anew, in the browser of the tests and of the lab as it is made: `npm run pictures`. */
import { join } from "node:path";
import type { Page } from "playwright-core";
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

async function main(): Promise<void> {
  const harness = await new Harness(lab).start();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 810 },
      locale: "en-US",
      reducedMotion: "reduce",
    });
    await page.goto(harness.url);
    await loseNode(page, harness);
    await page.screenshot({ path: join(__dirname, "../docs/app.png") });
  } finally {
    await browser.close();
    await harness.stop();
  }
}

void main();
