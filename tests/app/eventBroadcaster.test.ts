import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEventBroadcaster } from "../../app/lib/eventBroadcaster";
import { Reader } from "./helpers";
import { until } from "./waiting";

it("writes the snapshot once per change, for all who ask and all new streams", async () => {
  let changes = 0;
  const snapshot = jest.fn(() => ({ changes }));
  const broadcaster = createEventBroadcaster({ snapshot, flush: () => undefined });
  const server = createServer((request, response) => void broadcaster.attach(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (; changes < 3; broadcaster.publish((changes += 1))) {
    const readers = await Promise.all(Array.from({ length: 5 }, () => Reader.open(url)));
    await until("all have it", () => readers.every((reader) => reader.of("snapshot").length === 1));
    expect(readers.map((reader) => reader.data("snapshot"))).toEqual(readers.map(() => [{ changes }]));
    expect(broadcaster.state()).toBe(broadcaster.state());
    expect(snapshot).toHaveBeenCalledTimes(changes + 1);
  }
  broadcaster.close();
  server.close();
});
