/** The thread of a load: its event loop runs nothing but visits, so whatever the tests do does not delay them. */
import { setTimeout } from "node:timers/promises";
import { parentPort, workerData } from "node:worker_threads";
import { fetchPage } from "../../cli/fetchPage";
import type { Message, Settings } from "./load";
import { StallDetector } from "../../cli/commands/drill/load/stalls";

const { url, everyMs, patienceMs, mostMs, clockOffset } = workerData as Settings & { clockOffset: number };

const now = () => Number(process.hrtime.bigint()) / 1e6 + clockOffset;
const send = (message: Message) => parentPort!.postMessage(message);

/** Ten times shorter than the shortest patience that is in use. */
const leastStallMs = 200;
const stalls = new StallDetector(now, leastStallMs);

function tick() {
  const stall = stalls.tick();
  if (stall !== undefined) send({ stall });
}

async function visit() {
  const startedAt = now();
  const error = await fetchPage(url, patienceMs).then(
    () => undefined,
    (reason: unknown) => String(reason),
  );
  send({ visit: { startedAt, endedAt: now(), ...(error !== undefined && { error }) } });
}

async function run() {
  let stopped = false;
  parentPort!.once("message", () => (stopped = true));
  const ticking = setInterval(tick, 20);
  const end = now() + mostMs;
  const visits: Promise<void>[] = [];
  do {
    visits.push(visit());
    await setTimeout(everyMs);
  } while (!stopped && now() < end);
  await Promise.all(visits);
  clearInterval(ticking);
  tick();
  parentPort!.unref();
}

void run();
