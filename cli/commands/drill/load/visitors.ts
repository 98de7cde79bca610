/** The thread of a load: its event loop runs nothing but visits. */
import { hrtime } from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import { fetchPage } from "../../../fetchPage";
import type { ThreadData } from "./load";
import { type LoopClock, OpenLoop } from "./openLoop";

const { url, everyMs, patienceMs, env, clockOffset } = workerData as ThreadData;

const clock: LoopClock = {
  now: () => Number(hrtime.bigint()) / 1e6 + clockOffset,
  at: (time, callback) => void setTimeout(callback, Math.max(0, time - clock.now())),
};

const loop = new OpenLoop(
  everyMs,
  clock,
  () => fetchPage(url, patienceMs, env),
  (message) => parentPort!.postMessage(message),
);

parentPort!.once("message", () => void loop.stop().then(() => parentPort!.unref()));
