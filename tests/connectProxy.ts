import { type Server, createServer } from "node:http";
import { type AddressInfo, type Socket, connect } from "node:net";
import { listening } from "./listen";

/** A proxy on this machine that tunnels every connection to one server, and forwards plain HTTP to it, whatever name is asked for. */
export class ConnectProxy {
  /** What it was asked for: `CONNECT host:port`, or a method and a whole address. */
  readonly asked: string[] = [];
  /** Of the last request, as sent. */
  authorization: string | undefined;
  /** Answers every request with this status. @default it does what it is asked */
  refusal: number | undefined;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor(private readonly port: () => number) {
    this.server = createServer((request, response) => {
      this.note(`${request.method} ${request.url}`, request.headers["proxy-authorization"]);
      response.end("from the proxy");
    });
    this.server.on("connect", ({ url, headers }, client: Socket) => {
      this.note(`CONNECT ${url}`, headers["proxy-authorization"]);
      if (this.refusal !== undefined) return void client.end(`HTTP/1.1 ${this.refusal} No\r\n\r\n`);
      const upstream = connect(this.port(), "127.0.0.1", () => {
        client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        client.pipe(upstream).pipe(client);
      });
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.add(socket);
        socket.on("error", () => other.destroy());
      }
    });
  }

  async start(): Promise<this> {
    await listening(this.server, 0, "127.0.0.1");
    return this;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.sockets.forEach((socket) => socket.destroy());
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private note(what: string, authorization: string | undefined): void {
    this.asked.push(what);
    this.authorization = authorization;
  }
}
