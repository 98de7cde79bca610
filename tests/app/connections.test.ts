import { once } from "node:events";
import { type AddressInfo, type Socket, connect } from "node:net";
import { text } from "node:stream/consumers";
import { clientOf } from "../../app/lib/clients";
import { createGuardedServer } from "../../app/lib/connections";
import { captureLogs, startApp, type StartedApp } from "./helpers";
import { itWhere, onLinux } from "../platform";
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

describe("one connection too many", () => {
  itWhere(
    onLinux,
    "only Linux has all of 127.0.0.0/8",
    "closes one of the client that has most, the oldest that waits for nothing",
    async () => {
      const waiting = await from("127.0.0.1", stream);
      await answered(waiting);
      const [idle, other] = [await from("127.0.0.1"), await from("127.0.0.2")];
      const newest = await from("127.0.0.3", health);
      expect(await answered(newest)).toBe(true);
      idle.resume();
      await until("the idle one is closed", () => idle.closed);
      expect([waiting.destroyed, other.destroyed]).toEqual([false, false]);
    },
  );

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

  it("is kept if its request comes byte by byte", async () => {
    const socket = await from("127.0.0.1");
    const answer = answered(socket);
    for (const byte of health) {
      await new Promise<void>((resolve) => socket.write(byte, () => resolve()));
    }
    expect(await answer).toBe(true);
    socket.write(health);
    expect(await answered(socket)).toBe(true);
  });

  it.each([
    ["a second request", health + health, 200],
    ["a second request without carriage returns", (health + health).replaceAll("\r", ""), 400],
    ["a body", "POST /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", 405],
    ["the announcement of a body", "GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n", 200],
  ])("gets one answer and is closed if with its request comes %s", async (_, sent, status) => {
    const socket = await from("127.0.0.1", sent);
    expect((await text(socket)).match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
  });

  it("is closed in time if its request does not end", async () => {
    const unfinished = [await from("127.0.0.1"), await from("127.0.0.1", "GET / HTTP/1.1\r\nHost: x\r\n")];
    for (const socket of unfinished) socket.resume();
    // Left to itself, Node would look after half a minute.
    await until("they are closed", () => unfinished.every(({ closed }) => closed), 20_000);
  }, 30_000);

  it("is closed if it goes on sending what is not a request", async () => {
    const socket = await from("127.0.0.1", "a".repeat(10_000));
    const answer = await text(socket).catch(() => "");
    expect(answer).toMatch(/^(HTTP\/1\.1 4|$)/);
  });

  it.each([
    ["together with the last one", true],
    ["while the last one is answered", false],
  ])("is closed if it sends a request %s", async (_, together) => {
    const socket = await from("127.0.0.1", together ? stream + health : stream);
    if (!together) {
      await answered(socket);
      socket.write(health);
    }
    socket.resume();
    await until("it is closed", () => socket.closed);
  });
});

it("keeps no more headers of a request than a browser sends", async () => {
  let kept = 0;
  const server = createGuardedServer({
    maxConnections: 1,
    handle: (request, response) => {
      kept = request.rawHeaders.length / 2;
      response.end();
    },
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}`, {
    headers: [
      ["connection", "close"],
      ...Array.from({ length: 200 }, (_, index): [string, string] => [`x-${index}`, ""]),
    ],
  });
  await response.text();
  server.close();
  expect(response.status).toBe(200);
  // Node takes headers by 32 and stops after those that reach the limit of 64.
  expect(kept).toBeLessThan(64 + 32);
});

describe("clientOf", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2::1", "2001:db8:1:2"],
    ["2001:db8::7", "2001:db8:0:0"],
    ["fe80::1", "fe80:0:0:0"],
    ["::1", "0:0:0:0"],
  ])("takes %s for the client %s", (remoteAddress, client) => {
    expect(clientOf({ remoteAddress })).toBe(client);
  });

  it("takes connections that have already ended for one client", () => {
    expect(clientOf({ remoteAddress: undefined })).toBe("");
  });
});
