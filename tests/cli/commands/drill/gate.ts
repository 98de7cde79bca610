/** A thread with the app's own server, and before it a gate that lets visitors through, turns them away or lets them wait, by a script. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";
import { createApp } from "../../../../app/lib/app";
import { readConfig } from "../../../../app/lib/config";
import { type Stall, StallDetector } from "../../../../cli/commands/drill/load/stalls";

/** What becomes of each visitor, by their number from 0. */
export interface Script {
  /** Visitors from the first to before the second number are turned away. */
  readonly outage: readonly [from: number, to: number];
  /** Every so many wait so long, but none of the outage. */
  readonly slow: { readonly every: number; readonly ms: number };
}

export interface GateData {
  readonly script: Script;
  readonly clockOffset: number;
}

/** What the gate itself saw, in milliseconds of the test's clock. */
export interface Truth {
  readonly visitors: readonly { readonly cameAt: number; readonly answeredAt?: number }[];
  readonly stalls: readonly Stall[];
}

const { script, clockOffset } = workerData as GateData;
const now = () => Number(process.hrtime.bigint()) / 1e6 + clockOffset;
const visitors: { cameAt: number; answeredAt?: number }[] = [];
const stalls: Stall[] = [];
const detector = new StallDetector(now, 200);

function receive(socket: Socket, appPort: number): void {
  const number = visitors.length;
  const visitor: (typeof visitors)[number] = { cameAt: now() };
  visitors.push(visitor);
  socket.on("error", () => undefined);
  if (number >= script.outage[0] && number < script.outage[1]) return void socket.destroy();
  const pass = () => {
    const server = connect(appPort, "127.0.0.1").on("end", () => (visitor.answeredAt = now()));
    server.on("error", () => socket.destroy());
    socket.pipe(server).pipe(socket);
  };
  if (number % script.slow.every === script.slow.every - 1) setTimeout(pass, script.slow.ms);
  else pass();
}

async function run(): Promise<void> {
  const app = createApp(readConfig({ PORT: "0" }), { closeDelayMs: 0 });
  const appPort = await app.start();
  const gate = createServer((socket) => receive(socket, appPort));
  await new Promise<void>((resolve) => gate.listen(0, "127.0.0.1", resolve));
  const ticking = setInterval(() => {
    const stall = detector.tick();
    if (stall !== undefined) stalls.push(stall);
  }, 20);
  parentPort!.once("message", () => {
    clearInterval(ticking);
    gate.close();
    parentPort!.postMessage({ visitors, stalls } satisfies Truth);
    void app.drain();
  });
  parentPort!.postMessage((gate.address() as AddressInfo).port);
}

void run();
