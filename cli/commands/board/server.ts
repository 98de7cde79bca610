import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createGuardedServer } from "../../../app/lib/connections";
import { createEventBroadcaster } from "../../../app/lib/eventBroadcaster";
import { readPublic } from "../../../app/lib/files";
import { JSON_TYPE, SECURITY_HEADERS, fileHandler, send, sendJson } from "../../../app/lib/responses";
import type { BoardChange, BoardSnapshot } from "./types";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the pages show, and how to have changes published before somebody reads it. */
export interface Shown {
  snapshot(): BoardSnapshot;
  flush(): void;
}

/** Nobody but this machine reaches it. A browser has six connections to a server. */
const host = "127.0.0.1";
const maxConnections = 64;

/**
 * Where the pages' files are in the project. They have the same paths as addresses, so that an import means the same file for a
 * browser as for the compiler.
 */
const folders = ["app/public/shared", "cli/commands/board/public"];
const pageFile = "/cli/commands/board/public/index.html";

/** The board's web server: the two pages, which have the same file, what they show, and its changes. */
export class BoardServer {
  private readonly events;
  private readonly server: Server;
  private readonly routes: ReadonlyMap<string, Handler>;

  /** @param projectFolder where the pages' files are read, once */
  constructor(projectFolder: string, shown: Shown) {
    this.events = createEventBroadcaster(shown);
    this.routes = this.createRoutes(projectFolder);
    this.server = createGuardedServer({
      maxConnections,
      handle: (request, response) => this.handle(request, response),
    });
  }

  /** @returns the port: the wanted one, or a free one if that is taken */
  async start(wanted: number): Promise<number> {
    await listen(this.server, wanted).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") throw error;
      return listen(this.server, 0);
    });
    return this.port;
  }

  publish(change: BoardChange): void {
    this.events.publish(change);
  }

  /** Ends the streams, and then all connections. */
  async stop(): Promise<void> {
    this.events.close();
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private createRoutes(projectFolder: string): Map<string, Handler> {
    const routes = new Map<string, Handler>();
    for (const folder of folders) {
      const files = readPublic(join(projectFolder, ...folder.split("/")));
      for (const [name, file] of files) routes.set(`/${folder}${name}`, fileHandler(file));
    }
    const page = routes.get(pageFile)!;
    routes.delete(pageFile);
    for (const path of ["/", "/projector"]) routes.set(path, page);
    routes.set("/api/board", (_, response) => send(response, 200, JSON_TYPE, this.events.state()));
    routes.set("/api/events", (request, response) => {
      if (!this.events.attach(request, response)) sendJson(response, 503, { error: "the board is stopping" });
    });
    return routes;
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader("Cache-Control", "no-store");
    // A page of another site can have its own name resolved to this machine, and would read the class under it.
    if (!this.isOwnName(request.headers.host)) return sendJson(response, 421, { error: "no such host here" });
    const handler = this.routes.get((request.url ?? "/").split("?", 1)[0]!);
    if (!handler) return sendJson(response, 404, { error: "not found" });
    if (request.method === "GET" || request.method === "HEAD") return handler(request, response);
    response.setHeader("Allow", "GET, HEAD");
    sendJson(response, 405, { error: "only GET and HEAD are supported" });
  }

  private isOwnName(name: string | undefined): boolean {
    return name === `${host}:${this.port}` || name === `localhost:${this.port}`;
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
