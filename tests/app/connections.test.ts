import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { captureLogs, startApp, type StartedApp } from "./helpers";
import { until } from "./waiting";

captureLogs();
let started: StartedApp;
const sockets: Socket[] = [];

beforeEach(async () => {
  started = await startApp(null, { maxConnections: 3 });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await started.app.drain();
});

/** Connects from an address of the loopback. @param sent what it sends at once */
async function from(localAddress: string, sent = ""): Promise<Socket> {
  const socket = connect({ port: Number(new URL(started.url).port), host: "127.0.0.1", localAddress });
  socket.on("error", () => undefined);
  sockets.push(socket);
  await once(socket, "connect");
  if (sent !== "") socket.write(sent);
  return socket;
}

const stream = "GET /api/events HTTP/1.1\r\nHost: x\r\n\r\n";
const health = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n";

const answered = async (socket: Socket) => String((await once(socket, "data"))[0]).startsWith("HTTP/1.1 200 ");

// Only Linux has all of 127.0.0.0/8.
const onLinux = process.platform === "linux" ? it : it.skip;

describe("one connection too many", () => {
  onLinux("closes one of the client that has most, the oldest that waits for nothing", async () => {
    const waiting = await from("127.0.0.1", stream);
    await answered(waiting);
    const [idle, other] = [await from("127.0.0.1"), await from("127.0.0.2")];
    const newest = await from("127.0.0.3", health);
    expect(await answered(newest)).toBe(true);
    idle.resume();
    await until("the idle one is closed", () => idle.closed);
    expect([waiting.destroyed, other.destroyed]).toEqual([false, false]);
  });

  it("is answered all the same, if nobody's is idle", async () => {
    const streams = [await from("127.0.0.1", stream), await from("127.0.0.1", stream), await from("127.0.0.1", stream)];
    for (const socket of streams) await answered(socket);
    const newest = await from("127.0.0.1", health);
    expect(await answered(newest)).toBe(true);
    await until("the oldest is closed", () => streams[0]!.closed);
    expect(streams.slice(1).map(({ destroyed }) => destroyed)).toEqual([false, false]);
  });
});

describe("a connection", () => {
  it("is kept for the next request", async () => {
    const socket = await from("127.0.0.1", health);
    expect(await answered(socket)).toBe(true);
    socket.write(health);
    expect(await answered(socket)).toBe(true);
  });

  it("is closed if it sends a request before the last one is answered", async () => {
    const socket = await from("127.0.0.1", stream + health);
    socket.resume();
    await until("it is closed", () => socket.closed);
  });
});
