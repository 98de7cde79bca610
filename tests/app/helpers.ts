import { get, type IncomingMessage } from "node:http";
import { createApp } from "../../app/lib/app";
import { readConfig } from "../../app/lib/config";
import type { Snapshot } from "../../app/types";
import type { KubeApi } from "./kubeApi";
import { until } from "./waiting";

export const TIMING = { minMs: 5, maxMs: 40, answerMs: 300, watchMs: 60_000 };

/** Starts a server in this process with short delays: for a fake Kubernetes API, or standalone. */
export async function startApp(
  api: KubeApi | null,
  options: Parameters<typeof createApp>[1] = {},
  env: Record<string, string> = {},
) {
  const app = createApp(readConfig({ ...api?.env, PORT: "0", ...env }), {
    timing: TIMING,
    closeDelayMs: 0,
    ...options,
  });
  const url = `http://127.0.0.1:${await app.start()}`;
  const cluster = async () => (await (await fetch(`${url}/api/cluster`)).json()) as Snapshot;
  const live = () =>
    until("nodes and pods are live", async () => {
      const { sources } = await cluster();
      return sources?.nodes.state === "live" && sources.pods.state === "live";
    });
  const podNames = async () => (await cluster()).pods.map(({ name }) => name).sort();
  return { app, url, cluster, live, podNames };
}

export type StartedApp = Awaited<ReturnType<typeof startApp>>;

export interface Message {
  event?: string;
  data?: string;
}

/** Reads server-sent events and keeps them all. */
export class Reader {
  readonly messages: Message[] = [];
  status = 0;
  headers: IncomingMessage["headers"] = {};
  ended = false;
  private rest = "";
  private response: IncomingMessage | undefined;

  static async open(url: string): Promise<Reader> {
    const reader = new Reader();
    await new Promise<void>((resolve, reject) => {
      get(`${url}/api/events`, { agent: false }, (response) => {
        reader.receive(response);
        resolve();
      }).on("error", reject);
    });
    return reader;
  }

  of(event: string): Message[] {
    return this.messages.filter((message) => message.event === event);
  }

  data<T>(event: string): T[] {
    return this.of(event).map(({ data }) => JSON.parse(data ?? "") as T);
  }

  pause(): void {
    this.response?.pause();
  }

  resume(): void {
    this.response?.resume();
  }

  close(): void {
    this.response?.destroy();
  }

  private receive(response: IncomingMessage): void {
    this.response = response;
    this.status = response.statusCode ?? 0;
    this.headers = response.headers;
    response.setEncoding("utf8");
    response.on("data", (text: string) => {
      const blocks = (this.rest + text).split("\n\n");
      this.rest = blocks.pop() ?? "";
      for (const block of blocks) this.messages.push(parse(block));
    });
    response.on("error", () => undefined);
    response.on("close", () => (this.ended = true));
  }
}

function parse(block: string): Message {
  return Object.fromEntries(
    block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
}

/** Captures the server's log instead of printing it. Returns a function that gives the log so far. */
export function captureLogs(): () => string {
  let text = "";
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  afterAll(() => spy.mockRestore());
  return () => text;
}
