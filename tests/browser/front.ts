import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createGzip } from "node:zlib";

/** What the front does with an event stream: a buffer that is never full, or a compression that waits for more. */
export type StreamFault = "hold" | "compress";

/** What stands between a browser and the lab: a web proxy, an antivirus, `kubectl proxy`. */
export class Front {
  /** The page is here, without the slash at the end. */
  prefix = "";
  streamFault: StreamFault | null = null;
  /** Answers requests under /api with this instead of the lab. */
  instead: { status: number; body?: string } | null = null;
  /** Paths of the requests under /api. */
  readonly requests: string[] = [];
  /** Requests without an answer, or with one that goes on: what occupies a browser's connections. */
  readonly open = new Set<string>();
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;
  private count = 0;

  constructor(private readonly upstream: string) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}${this.prefix}/`;
  }

  async start(): Promise<this> {
    this.server = createServer((incoming, response) => this.answer(incoming, response));
    this.server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.on("close", () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => this.server?.listen(this.port, "127.0.0.1", resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Closes all connections, as when a computer's network is gone. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    this.cut();
    await closed;
  }

  streams(): number {
    return [...this.open].filter((path) => path.startsWith("/api/events")).length;
  }

  private answer(incoming: IncomingMessage, response: ServerResponse): void {
    const url = incoming.url ?? "/";
    if (!url.startsWith(`${this.prefix}/`)) return void response.writeHead(404).end();
    const path = url.slice(this.prefix.length);
    const isApi = path.startsWith("/api/");
    if (isApi) this.requests.push(path);
    const id = `${path} ${(this.count += 1)}`;
    this.open.add(id);
    response.on("close", () => this.open.delete(id));
    response.on("error", () => undefined);
    if (isApi && this.instead !== null) return void response.writeHead(this.instead.status).end(this.instead.body);
    this.forward(path, incoming, response);
  }

  private forward(path: string, incoming: IncomingMessage, response: ServerResponse): void {
    const upstream = request(new URL(path, this.upstream), { headers: incoming.headers, agent: false }, (answer) => {
      const { "transfer-encoding": _, ...headers } = answer.headers;
      answer.on("error", () => response.destroy());
      if (path !== "/api/events" || this.streamFault === null) {
        response.writeHead(answer.statusCode ?? 502, headers);
        response.flushHeaders();
        answer.pipe(response);
      } else if (this.streamFault === "compress") {
        response.writeHead(200, { ...headers, "content-encoding": "gzip" });
        response.flushHeaders();
        answer.pipe(createGzip()).pipe(response);
      } else {
        answer.resume();
      }
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    upstream.end();
  }
}
