// @ts-check
"use strict";

// Measures what open pages cost the server: its memory and CPU with 0 and with N streams, at ten changed pods per second.
//
//   node bench/streams.js [streams] [seconds]
//
// Linux only: it reads /proc. All traffic stays on 127.0.0.1.

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");

const STREAMS = Number(process.argv[2] ?? 100);
const SECONDS = Number(process.argv[3] ?? 20);
const CHANGES_PER_SECOND = 10;
const NODES = 4;
const PODS = 40;

/** @param {number} ms */
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function main() {
  const api = await startApi();
  const server = await startServer(api);
  try {
    await sleep(2000);
    const idle = await measure(server.pid);
    const clients = await openStreams(server.port);
    await sleep(2000);
    const busy = await measure(server.pid);
    const events = clients.events();
    clients.close();
    print(idle, busy, events);
  } finally {
    server.stop();
    api.stop();
  }
}

/**
 * @param {Usage} idle
 * @param {Usage} busy
 * @param {number} events
 */
function print(idle, busy, events) {
  const mib = (/** @type {number} */ bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  const percent = (/** @type {number} */ share) => `${(100 * share).toFixed(2)} %`;
  const grown = (busy.memory - idle.memory) / STREAMS / 1024;
  console.log(`streams   memory      CPU of one core`);
  console.log(`${"0".padStart(7)}   ${mib(idle.memory).padEnd(9)}   ${percent(idle.cpu)}`);
  console.log(`${String(STREAMS).padStart(7)}   ${mib(busy.memory).padEnd(9)}   ${percent(busy.cpu)}`);
  console.log(`  ratio   ${(busy.memory / idle.memory).toFixed(2)}×       ${(busy.cpu / idle.cpu).toFixed(1)}×`);
  console.log(
    `per stream: ${grown.toFixed(0)} KiB and ${percent((busy.cpu - idle.cpu) / STREAMS)} of a core, at ${CHANGES_PER_SECOND} changes per second`,
  );
  console.log(`(${events} events reached ${STREAMS} readers)`);
}

/** @typedef {{ memory: number, cpu: number }} Usage bytes resident; share of one core */

/**
 * @param {number} pid
 * @returns {Promise<Usage>}
 */
async function measure(pid) {
  const before = cpuSeconds(pid);
  const begun = process.hrtime.bigint();
  /** @type {number[]} */
  const samples = [];
  for (let i = 0; i < SECONDS * 2; i += 1) {
    await sleep(500);
    samples.push(residentBytes(pid));
  }
  const elapsed = Number(process.hrtime.bigint() - begun) / 1e9;
  samples.sort((a, b) => a - b);
  return { memory: samples[Math.floor(samples.length / 2)] ?? 0, cpu: (cpuSeconds(pid) - before) / elapsed };
}

/** @param {number} pid */
function residentBytes(pid) {
  return 1024 * Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

/** @param {number} pid */
function cpuSeconds(pid) {
  // After the name in brackets: user and system time are the 12th and 13th, in hundredths of a second.
  const fields = fs.readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** @param {number} port */
async function openStreams(port) {
  let events = 0;
  /** @type {http.IncomingMessage[]} */
  const open = [];
  const one = () =>
    new Promise((resolve, reject) => {
      http
        .get(`http://127.0.0.1:${port}/api/events`, { agent: false }, (response) => {
          open.push(response);
          response
            .on("data", (chunk) => (events += String(chunk).split("\nevent: ").length - 1))
            .on("error", () => undefined);
          resolve(undefined);
        })
        .on("error", reject);
    });
  for (let i = 0; i < STREAMS; i += 1) await one();
  return { events: () => events, close: () => open.forEach((response) => response.destroy()) };
}

/** @param {{ url: string, folder: string }} api */
async function startServer({ url, folder }) {
  const env = { ...process.env, PORT: "0", KUBE_API_URL: url, KUBE_SERVICE_ACCOUNT_DIR: folder, POD_NAMESPACE: "lab" };
  const child = spawn(process.execPath, [path.join(__dirname, "../app/server.js")], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => resolve(JSON.parse(String(chunk).split("\n")[0] ?? "").port));
    child.on("exit", () => reject(new Error("the server exited")));
  });
  return { pid: child.pid ?? 0, port, stop: () => child.kill("SIGKILL") };
}

/** A fake of the Kubernetes API: a list of each kind, and a watch that sends changed pods. */
async function startApi() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "bench-"));
  fs.writeFileSync(path.join(folder, "token"), "x");
  let version = 1;
  /** @type {Set<http.ServerResponse>} */
  const watches = new Set();
  const server = http.createServer((request, response) => {
    const pods = request.url?.includes("/pods") ?? false;
    if (request.url?.includes("watch=1")) {
      response.writeHead(200).flushHeaders();
      if (pods) watches.add(response.on("close", () => watches.delete(response)));
      return;
    }
    const items = Array.from({ length: pods ? PODS : NODES }, (_, i) => (pods ? pod(i, 0, version) : node(i)));
    response.end(JSON.stringify({ metadata: { resourceVersion: String(version) }, items }));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const timer = setInterval(() => {
    version += 1;
    const line = `${JSON.stringify({ type: "MODIFIED", object: pod(version % PODS, version, version) })}\n`;
    for (const watch of watches) watch.write(line);
  }, 1000 / CHANGES_PER_SECOND);
  const stop = () => {
    clearInterval(timer);
    server.closeAllConnections();
    server.close();
    fs.rmSync(folder, { recursive: true });
  };
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}`, folder, stop };
}

/** @param {number} i */
function node(i) {
  return {
    metadata: { name: `node-${i}` },
    status: { conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2026-03-02T09:00:00Z" }] },
  };
}

/**
 * @param {number} i
 * @param {number} restarts
 * @param {number} version
 */
function pod(i, restarts, version) {
  return {
    metadata: {
      name: `web-${i}`,
      uid: `uid-${i}`,
      resourceVersion: String(version),
      labels: { "app.kubernetes.io/name": "web" },
    },
    spec: { nodeName: `node-${i % NODES}` },
    status: {
      phase: "Running",
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2026-03-02T09:00:00Z" }],
      containerStatuses: [{ restartCount: restarts, state: { running: { startedAt: "2026-03-02T09:00:00Z" } } }],
    },
  };
}

void main();
