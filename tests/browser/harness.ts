import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { chromium, type Browser } from "playwright-core";
import { createApp } from "../../app/lib/app";
import { readConfig } from "../../app/lib/config";
import { KubeApi } from "../app/kubeApi";
import { aDeployment, aNode, aPod } from "../app/objects";
import { until } from "../app/waiting";

const NODES = ["aks-lab-000000", "aks-lab-000001", "aks-lab-000002", "aks-lab-000003"];
const SUFFIXES = ["4kqzt", "7wm2d", "b9xvn", "c5hrp", "fl8js", "gt6wk", "m2pdz", "q8nvx"];
const TIMING = { minMs: 20, maxMs: 200, answerMs: 5000, watchMs: 300_000 };

interface Replica {
  pod: string;
  node: string;
  port: number;
  app: ReturnType<typeof createApp>;
}

interface HarnessOptions {
  nodes?: readonly string[];
  /** The pods' names without the last part. */
  podsOf?: string;
  podsPerNode?: number;
}

/** Four nodes with two pods each. Each pod is a server; a load balancer spreads the connections over them. */
export class Harness {
  readonly api = new KubeApi();
  readonly nodes: readonly string[];
  readonly pods: readonly { name: string; node: string }[];
  url = "";
  private replicas: Replica[] = [];
  private readonly apps: ReturnType<typeof createApp>[] = [];
  private readonly dead = new Set<string>();
  private readonly open = new Set<Socket>();
  private readonly upstreams = new Map<Socket, string>();
  private readonly podsOf: string;
  private readonly app: string;
  private turn = 0;
  private port = 0;
  private loadBalancer: Server | undefined;

  constructor({ nodes = NODES, podsOf = "web-6d4cf56db6", podsPerNode = 2 }: HarnessOptions = {}) {
    this.nodes = nodes;
    this.podsOf = podsOf;
    this.app = podsOf.slice(0, podsOf.lastIndexOf("-"));
    this.pods = SUFFIXES.slice(0, nodes.length * podsPerNode).map((suffix, i) => ({
      name: `${podsOf}-${suffix}`,
      node: nodes[i % nodes.length] as string,
    }));
  }

  async start(): Promise<this> {
    await this.api.start();
    for (const node of this.nodes) this.api.put("nodes", aNode(node, { since: ago(7 * 3600) }));
    for (const { name, node } of this.pods) this.putReady(name, node, 2 * 3600);
    this.replicas = await Promise.all(this.pods.map((pod) => this.serve(pod)));
    await this.startLoadBalancer();
    this.url = `http://127.0.0.1:${this.port}/`;
    return this;
  }

  async stop(): Promise<void> {
    this.stopLoadBalancer();
    await Promise.all(this.apps.map((app) => app.drain()));
    await this.api.stop();
  }

  /** Cuts off all pods until `startLoadBalancer`. */
  stopLoadBalancer(): void {
    this.loadBalancer?.close();
    for (const socket of this.open) socket.destroy();
  }

  async startLoadBalancer(): Promise<void> {
    this.loadBalancer = createServer((socket) => this.forward(socket));
    await new Promise<void>((resolve) => this.loadBalancer?.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.loadBalancer.address() as AddressInfo).port;
  }

  /** Stops the pods that have a stream, as a rolling update does: the load balancer has dropped them before. */
  async replaceStreaming(): Promise<void> {
    const stopping = this.replicas.filter(({ app }) => app.streams() > 0);
    this.replicas = this.replicas.filter((replica) => !stopping.includes(replica));
    await Promise.all(stopping.map(({ app }) => app.drain()));
    stopping.forEach(({ app }) => this.apps.splice(this.apps.indexOf(app), 1));
  }

  /** Like `loseNode`, but its pods still answer: for tests that only look at the diagram. */
  reportLost(name: string): void {
    this.api.put("nodes", aNode(name, { ready: "Unknown", since: ago(0) }));
    for (const pod of this.pods.filter(({ node }) => node === name)) {
      this.put(pod.name, { node: name, since: ago(0), startedAt: ago(7200) });
    }
  }

  /** The node stops responding, as if its machine were off: open connections to its pods go silent, new ones get no answer. */
  loseNode(name: string): void {
    this.dead.add(name);
    this.reportLost(name);
    for (const [upstream, node] of this.upstreams) if (node === name) upstream.unpipe().pause();
  }

  /** Evicts the node's pods: they terminate, and as many new pods wait for a node. The load balancer drops the old ones. */
  evict(name: string): string[] {
    const lost = this.pods.filter(({ node }) => node === name);
    for (const pod of lost) {
      this.put(pod.name, { node: name, since: ago(5), startedAt: ago(7200), deletedAt: ago(0) });
    }
    this.replicas = this.replicas.filter(({ node }) => node !== name);
    const fresh = lost.map((_, i) => `${this.podsOf}-${["rz4tb", "x7k2p"][i]}`);
    for (const pod of fresh) this.put(pod, { since: ago(0) });
    return fresh;
  }

  cordon(name: string): void {
    this.api.put("nodes", aNode(name, { since: ago(7 * 3600), cordonedAt: ago(90) }));
  }

  press(name: string): void {
    this.api.put("nodes", aNode(name, { since: ago(7 * 3600), memoryPressureSince: ago(150) }));
  }

  /** The pod's init container keeps crashing. */
  failInit(name: string, node: string): void {
    const init = { waiting: { reason: "CrashLoopBackOff" } };
    this.put(name, { node, since: ago(60), phase: "Pending", init });
  }

  refusePods(message: string): void {
    this.api.put("deployments", aDeployment(this.app, message));
  }

  startPod(name: string, node: string): void {
    this.put(name, { node, since: ago(0), waiting: "ContainerCreating", phase: "Pending" });
  }

  async readyPod(name: string, node: string): Promise<void> {
    this.putReady(name, node, 0);
    this.replicas.push(await this.serve({ name, node }));
  }

  private put(name: string, options: Parameters<typeof aPod>[1]): void {
    this.api.put("pods", aPod(name, { app: this.app, ...options }));
  }

  private putReady(name: string, node: string, age: number): void {
    this.put(name, { node, ready: true, since: ago(age), startedAt: ago(age + 3) });
  }

  private async serve({ name, node }: { name: string; node: string }): Promise<Replica> {
    const identity = { POD_NAME: name, NODE_NAME: node, POD_IP: "10.244.0.1" };
    const app = createApp(readConfig({ ...this.api.env, ...identity, PORT: "0" }), { timing: TIMING, closeDelayMs: 0 });
    this.apps.push(app);
    const port = await app.start();
    await until(`${name} watches`, async () => {
      const snapshot = (await (await fetch(`http://127.0.0.1:${port}/api/cluster`)).json()) as { pods: unknown[] };
      return snapshot.pods.length > 0;
    });
    return { pod: name, node, port, app };
  }

  private forward(socket: Socket): void {
    this.turn += 1;
    const replica = this.replicas[(this.turn * 5) % this.replicas.length];
    this.open.add(socket);
    socket.on("close", () => this.open.delete(socket));
    socket.on("error", () => socket.destroy());
    if (replica === undefined || this.dead.has(replica.node)) return; // No answer, like a machine that is off.
    const upstream = connect(replica.port, "127.0.0.1");
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
    this.upstreams.set(upstream, replica.node);
    upstream.on("close", () => this.upstreams.delete(upstream));
  }
}

function ago(seconds: number): string {
  return new Date(1000 * Math.floor(Date.now() / 1000 - seconds)).toISOString().replace(".000Z", "Z");
}

/** Debian's Chromium, or the one at CHROMIUM, without background network traffic. */
const LAUNCH = {
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export function openBrowser(): Promise<Browser> {
  return chromium.launch(LAUNCH);
}

/** A browser whose processes can all be stopped for a while, like those of a computer that sleeps. */
export async function openFreezableBrowser() {
  const server = await chromium.launchServer(LAUNCH);
  const browser = await chromium.connect(server.wsEndpoint());
  // It leads a process group of its own.
  const group = -(server.process().pid as number);
  return {
    browser,
    freeze: () => process.kill(group, "SIGSTOP"),
    thaw: () => process.kill(group, "SIGCONT"),
    close: () => server.close(),
  };
}
