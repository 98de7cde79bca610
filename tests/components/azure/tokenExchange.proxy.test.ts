import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { exchangeToken } from "../../../components/azure/tokenExchange";
import { certificates } from "../../certificates";
import { ConnectProxy } from "../../connectProxy";
import { listening } from "../../listen";

const root = join(__dirname, "../../..");
const server = "lab1a2b3c4d.azurecr.io";

/** Exchanges a token as `pulumi up` does, in a process of its own: only there can a test's own CA be trusted. */
const script = `
const dns = require("node:dns");
// The registry's name leads to this machine; nothing asks for it elsewhere.
dns.lookup = (name, { all }, callback) =>
  all ? callback(null, [{ address: "127.0.0.1", family: 4 }]) : callback(null, "127.0.0.1", 4);
const { exchangeToken } = require("./components/azure/tokenExchange.ts");
const exchange = { server: "${server}", accessToken: "entra", url: process.env.REGISTRY };
exchangeToken(exchange).then((token) => console.log(token));
`;

describe("exchangeToken behind a proxy", () => {
  const folder = mkdtempSync(join(tmpdir(), "lab-proxy-"));
  const cert = join(folder, "cert");
  let registry: Server;
  let proxy: ConnectProxy;
  const port = () => (registry.address() as AddressInfo).port;

  beforeAll(async () => {
    writeFileSync(cert, certificates.registry.cert);
    registry = createServer(certificates.registry, (_, response) =>
      response.end(JSON.stringify({ refresh_token: "refresh" })),
    );
    await listening(registry, 0, "127.0.0.1");
  });
  afterAll(async () => {
    registry.closeAllConnections();
    await new Promise((resolve) => registry.close(resolve));
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => void (proxy = await new ConnectProxy(port).start()));
  afterEach(() => proxy.stop());

  /** What the process prints. */
  async function exchange(env: Record<string, string>): Promise<string> {
    const { PATH, NODE_OPTIONS } = process.env;
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--require", "sucrase/register/ts", "--eval", script],
      {
        cwd: root,
        env: { PATH, NODE_OPTIONS, NODE_EXTRA_CA_CERTS: cert, HTTPS_PROXY: `http://${proxy.address}`, ...env },
      },
    );
    return stdout + stderr;
  }

  it("tunnels to the registry through the proxy, and trusts the registry's own certificate only", async () => {
    expect(await exchange({})).toBe("refresh\n");
    expect(proxy.asked).toEqual([`CONNECT ${server}:443`]);
  });

  it.each([server, ".azurecr.io", "azurecr.io", "*"])("does not ask the proxy with NO_PROXY %s", async (noProxy) => {
    expect(await exchange({ NO_PROXY: noProxy, REGISTRY: `https://${server}:${port()}` })).toBe("refresh\n");
    expect(proxy.asked).toEqual([]);
  });

  it("says what the proxy answers, if that is no", async () => {
    proxy.refusal = 407;
    const reasons: string[] = [];
    const refused = exchangeToken({
      server,
      accessToken: "entra",
      env: { HTTPS_PROXY: `http://${proxy.address}` },
      wait: () => Promise.resolve(),
      onRetry: (reason) => void reasons.push(reason),
    });
    await expect(refused).rejects.toThrow(
      `${server}: the registry cannot be reached (the proxy answers HTTP 407). Check this machine's name resolution and proxy ` +
        "(HTTPS_PROXY, NO_PROXY), then run `npm run pulumi -- up` again.",
    );
    expect(reasons[0]).toBe("the registry cannot be reached (the proxy answers HTTP 407); retrying in 1 s");
  });
});
