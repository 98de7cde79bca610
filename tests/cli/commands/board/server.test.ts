import { request } from "node:http";
import { BoardServer } from "../../../../cli/commands/board/server";
import type { BoardSnapshot } from "../../../../cli/commands/board/types";
import { Reader } from "../../../app/helpers";
import { waitUntil } from "../../../waiting";
import { root } from "../../harness";
import { freePorts } from "../../../freePorts";

const snapshot = { stack: "dev", exercises: [], students: null, nodes: [] } as unknown as BoardSnapshot;
const shown = { snapshot: () => snapshot, flush: () => undefined };

let server: BoardServer;
let port: number;

beforeEach(async () => {
  server = new BoardServer(root, shown);
  port = await server.start(0);
});

afterEach(() => server.stop());

const get = (path: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${path}`, init);

/** The status for a Host header, which `fetch` does not let one set. */
function statusFor(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: "/api/board", headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.on("error", reject).end();
  });
}

describe("the board's server", () => {
  it("serves both pages with the security headers of the lab's page, and every file that they name", async () => {
    for (const path of ["/", "/projector"]) {
      const response = await get(path);
      expect(response.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; /);
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("cross-origin-resource-policy")).toBe("same-origin");
      expect(response.headers.get("referrer-policy")).toBe("no-referrer");
      const named = [...(await response.text()).matchAll(/(?:src|href)="([\w./-]+\.\w+)"/g)].map(([, file]) => file!);
      expect(named).toContain("cli/commands/board/public/main.js");
      for (const file of named) expect([file, (await get(`/${file}`)).status]).toEqual([file, 200]);
    }
  });

  it("serves every module that a module imports", async () => {
    const seen = new Set<string>();
    const follow = async (address: string): Promise<void> => {
      if (seen.has(address)) return;
      seen.add(address);
      const response = await fetch(address);
      expect([address, response.status]).toEqual([address, 200]);
      const imports = [...(await response.text()).matchAll(/^import .* from "(.+)";$/gm)].map(([, path]) => path!);
      for (const path of imports) await follow(new URL(path, address).href);
    };
    await follow(`http://127.0.0.1:${port}/cli/commands/board/public/main.js`);
    expect([...seen].some((address) => address.endsWith("/app/public/shared/stream.js"))).toBe(true);
  });

  it.each([
    "/cli/commands/board/board.ts",
    "/app/server.js",
    "/../package.json",
    "/cli/commands/board/public/index.html",
  ])("does not serve %s", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("takes no other method than GET and HEAD", async () => {
    expect((await get("/api/board", { method: "POST" })).status).toBe(405);
    expect((await get("/", { method: "HEAD" })).status).toBe(200);
  });

  it("answers under its own name only: another site's name may lead here, too", async () => {
    const names = [`127.0.0.1:${port}`, `localhost:${port}`, "127.0.0.1", `evil.example.test:${port}`, `127.0.0.1:1`];
    expect(await Promise.all(names.map(statusFor))).toEqual([200, 200, 421, 421, 421]);
  });

  it("listens on this machine's own address only", async () => {
    const other = new BoardServer(root, shown);
    const taken = await other.start(port);
    await other.stop();
    expect(taken).not.toBe(port);
    await expect(fetch(`http://127.0.0.2:${port}/`)).rejects.toThrow();
  });

  it("takes the port that is asked for", async () => {
    const [free] = await freePorts(1);
    const other = new BoardServer(root, shown);
    expect(await other.start(free!)).toBe(free);
    await other.stop();
  });

  it("sends a snapshot, then changes, and ends its streams when it stops", async () => {
    const reader = await Reader.open(`http://127.0.0.1:${port}`);
    await waitUntil("the snapshot is there", () => reader.of("snapshot").length === 1);
    const change = { students: [], gone: ["kim"], nodes: null, sources: {}, isListed: true };
    server.publish(change);
    await waitUntil("the change is there", () => reader.of("change").length === 1);
    expect([reader.data("snapshot"), reader.data("change")]).toEqual([[snapshot], [change]]);
    expect(reader.headers["content-type"]).toBe("text/event-stream; charset=utf-8");
    await server.stop();
    await waitUntil("the stream has ended", () => reader.ended);
    server = new BoardServer(root, shown);
    await server.start(0);
  });
});
