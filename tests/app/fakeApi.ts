import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { listening } from "../listen";

export type KubeObject = { metadata: Record<string, unknown> & { name: string }; [key: string]: unknown };

/** A wrong answer to one request. */
export type Fault = { status: number; retryAfterSeconds?: number } | { body: string } | "silence";

interface Watch<Kind> {
  kind: Kind;
  response: ServerResponse;
}

/**
 * A fake of the part of the Kubernetes API that the lab watches: lists in pages, and watches, which send what they missed. Each
 * fault is requested by a test and applies to the next request that matches.
 */
export class FakeApi<Kind extends string> {
  readonly requests: { kind: Kind; watch: boolean; url: URL; authorization: string | undefined }[] = [];
  url = "";
  /** Number of objects per page of a list. */
  pageSize = 500;
  private readonly objects: Record<Kind, Map<string, KubeObject>>;
  private readonly history: { kind: Kind; version: number; line: string }[] = [];
  private readonly watches = new Set<Watch<Kind>>();
  private readonly faults: { kind: Kind; watch: boolean; fault: Fault }[] = [];
  private version = 100;
  private forbidden: Kind | null = null;
  private readonly server;
  private port = 0;

  /**
   * @param paths where the objects of each kind are
   * @param tls key and certificate, to serve HTTPS as a real cluster does
   */
  constructor(
    private readonly paths: Readonly<Record<Kind, string>>,
    protected readonly tls?: { key: string; cert: string },
  ) {
    const kinds = Object.keys(paths) as Kind[];
    this.objects = Object.fromEntries(kinds.map((kind) => [kind, new Map()])) as typeof this.objects;
    const answer = (request: IncomingMessage, response: ServerResponse) => this.answer(request, response);
    this.server = tls === undefined ? createServer(answer) : createTlsServer(tls, answer);
  }

  async start(): Promise<this> {
    await listening(this.server, this.port, "127.0.0.1");
    this.port = (this.server.address() as AddressInfo).port;
    const scheme = this.tls === undefined ? "http" : "https";
    this.url = `${scheme}://127.0.0.1:${this.port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The next list (or watch) of this kind gets this fault. */
  failNext(kind: Kind, verb: "list" | "watch", fault: Fault): void {
    this.faults.push({ kind, watch: verb === "watch", fault });
  }

  /** Denies list and watch of this kind with 403 and ends open watches; `null` allows all kinds. */
  forbid(kind: Kind | null): void {
    this.forbidden = kind;
    if (kind !== null) this.end(kind);
  }

  put(kind: Kind, object: KubeObject): void {
    const type = this.objects[kind].has(keyOf(object)) ? "MODIFIED" : "ADDED";
    this.putSilently(kind, object);
    this.happened(kind, type, object);
  }

  /** Changes the object in lists without sending a watch event. */
  putSilently(kind: Kind, object: KubeObject): void {
    this.version += 1;
    object.metadata["resourceVersion"] = String(this.version);
    this.objects[kind].set(keyOf(object), object);
  }

  remove(kind: Kind, name: string, namespace?: string): void {
    const key = keyOf({ metadata: { name, namespace } });
    const object = this.objects[kind].get(key);
    if (object === undefined) throw new Error(`there is no ${name}`);
    this.objects[kind].delete(key);
    this.version += 1;
    object.metadata["resourceVersion"] = String(this.version);
    this.happened(kind, "DELETED", object);
  }

  bookmark(kind: Kind): string {
    this.version += 1;
    this.send(kind, this.line("BOOKMARK", { metadata: { name: "", resourceVersion: String(this.version) } }));
    return String(this.version);
  }

  /** Writes the text unchanged to each open watch of this kind. */
  send(kind: Kind, text: string): void {
    for (const watch of this.watches) if (watch.kind === kind) watch.response.write(text);
  }

  line(type: string, object: unknown): string {
    return `${JSON.stringify({ type, object })}\n`;
  }

  /** Breaks the connection of each watch of this kind. */
  cut(kind: Kind): void {
    for (const watch of this.watches) if (watch.kind === kind) watch.response.destroy();
  }

  /** Ends each watch of this kind, as the API server does after `timeoutSeconds`. */
  end(kind: Kind): void {
    for (const watch of this.watches) if (watch.kind === kind) watch.response.end();
  }

  openWatches(kind: Kind): number {
    return [...this.watches].filter((watch) => watch.kind === kind).length;
  }

  count(kind: Kind, verb: "list" | "watch"): number {
    return this.requests.filter((request) => request.kind === kind && request.watch === (verb === "watch")).length;
  }

  private happened(kind: Kind, type: string, object: KubeObject): void {
    const line = this.line(type, object);
    this.history.push({ kind, version: this.version, line });
    this.send(kind, line);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "", "http://api");
    const kinds = Object.keys(this.paths) as Kind[];
    const kind = kinds.find((one) => this.paths[one] === url.pathname);
    if (kind === undefined || request.method !== "GET") return void response.writeHead(404).end();
    const watch = url.searchParams.get("watch") === "1";
    this.requests.push({ kind, watch, url, authorization: request.headers.authorization });
    const index = this.faults.findIndex((fault) => fault.kind === kind && fault.watch === watch);
    const fault = index < 0 ? undefined : this.faults.splice(index, 1)[0]?.fault;
    if (kind === this.forbidden) return this.respondWithFault({ status: 403 }, response);
    if (fault !== undefined) return this.respondWithFault(fault, response);
    if (watch) this.openWatch(kind, url, response);
    else this.list(kind, url, response);
  }

  private respondWithFault(fault: Fault, response: ServerResponse): void {
    if (fault === "silence") return;
    if ("body" in fault) return void response.writeHead(200, { "Content-Type": "application/json" }).end(fault.body);
    if (fault.retryAfterSeconds !== undefined) response.setHeader("Retry-After", fault.retryAfterSeconds);
    response.writeHead(fault.status).end(JSON.stringify({ kind: "Status", code: fault.status }));
  }

  private openWatch(kind: Kind, url: URL, response: ServerResponse): void {
    const watch = { kind, response };
    this.watches.add(watch);
    response.on("close", () => this.watches.delete(watch));
    response.writeHead(200, { "Content-Type": "application/json" });
    response.flushHeaders();
    const since = Number(url.searchParams.get("resourceVersion"));
    const missed = this.history.filter((event) => event.kind === kind && event.version > since);
    for (const { line } of missed) response.write(line);
  }

  private list(kind: Kind, url: URL, response: ServerResponse): void {
    const from = Number(url.searchParams.get("continue") ?? "0");
    const all = [...this.objects[kind].values()];
    const next = from + this.pageSize;
    const metadata = {
      resourceVersion: String(this.version),
      ...(next < all.length ? { continue: String(next) } : {}),
    };
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ metadata, items: all.slice(from, next) }));
  }
}

function keyOf({ metadata: { name, namespace } }: { metadata: Record<string, unknown> & { name: string } }): string {
  return `${namespace as string | undefined} ${name}`;
}
