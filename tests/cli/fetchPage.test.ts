import { fetchPage } from "../../cli/fetchPage";
import { ConnectProxy } from "../connectProxy";
import { webServer } from "./harness";
import { freePorts } from "../freePorts";

describe("visit", () => {
  it("reads a page over a connection of its own each time", async () => {
    const ports = new Set<number>();
    const server = await webServer((request, response) => {
      ports.add(request.socket.remotePort!);
      response.end(`a page of ${request.url}`);
    });
    const pages = [await fetchPage(`${server.url}/a`), await fetchPage(`${server.url}/b`)];
    await server.end();
    expect(pages).toEqual(["a page of /a", "a page of /b"]);
    expect(ports.size).toBe(2);
  });

  it.each([404, 503, 301])("takes no status %d for a page", async (status) => {
    const server = await webServer((_, response) => response.writeHead(status).end());
    await expect(fetchPage(server.url)).rejects.toThrow(`${server.url} answered ${status}`);
    await server.end();
  });

  it("waits no longer than it may, for the answer or for the rest of it", async () => {
    const server = await webServer((request, response) => {
      if (request.url === "/slow") response.write("half a page");
    });
    for (const path of ["/none", "/slow"]) {
      await expect(fetchPage(`${server.url}${path}`, 50)).rejects.toThrow();
    }
    await expect(fetchPage(`${server.url}/none`, 50)).rejects.toThrow(`${server.url}/none did not answer within 50 ms`);
    await server.end();
  });

  it("asks the proxy for a page elsewhere, and never for one on this machine", async () => {
    const proxy = await new ConnectProxy(() => 0).start();
    const server = await webServer((_, response) => response.end("a page"));
    const env = { http_proxy: `http://${proxy.address}` };
    const pages = [await fetchPage(server.url, 2000, env), await fetchPage("http://203.0.113.20/", 2000, env)];
    await Promise.all([server.end(), proxy.stop()]);
    expect(pages).toEqual(["a page", "from the proxy"]);
    expect(proxy.asked).toEqual(["GET http://203.0.113.20/"]);
  });

  it("says that nobody listens", async () => {
    const [port] = await freePorts(1);
    await expect(fetchPage(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});
