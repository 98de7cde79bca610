import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { captureLogs, startApp, type StartedApp } from "./helpers";
import { KubeApi } from "./kubeApi";
import { aPod } from "./objects";
import { until } from "./waiting";

jest.setTimeout(30_000);

const logs = captureLogs();
let api: KubeApi;
let started: StartedApp;

beforeEach(async () => {
  api = await new KubeApi(certificate()).start();
  api.put("pods", aPod("web-a"));
});

afterEach(async () => {
  await started.app.drain();
  await api.stop();
});

/** A key and a self-signed certificate for 127.0.0.1. */
function certificate(): { key: string; cert: string } {
  const folder = mkdtempSync(path.join(tmpdir(), "lab-tls-"));
  const [key, cert] = [path.join(folder, "key"), path.join(folder, "cert")];
  const how = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
  const what = ["-subj", "/CN=api", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", cert];
  execFileSync("openssl", [...how, ...what], { stdio: "pipe" });
  const pair = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  rmSync(folder, { recursive: true });
  return pair;
}

describe("in a cluster", () => {
  const inCluster = () => {
    const { hostname, port } = new URL(api.url);
    return {
      KUBE_SERVICE_ACCOUNT_DIR: api.folder,
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
    };
  };

  it("finds the API in its environment, reads namespace and token of the service account, and trusts its CA", async () => {
    started = await startApp(null, {}, inCluster());
    await started.live();
    expect((await started.cluster()).namespace).toBe("lab");
    expect(await started.podNames()).toEqual(["web-a"]);
  });

  it("sends no request, and so no token, to a server with a certificate of another CA", async () => {
    writeFileSync(path.join(api.folder, "ca.crt"), certificate().cert);
    started = await startApp(null, {}, inCluster());
    await until("it reports a failure", async () => (await started.cluster()).sources?.pods.state === "retrying");
    expect(api.requests).toEqual([]);
    expect(logs()).toContain("self-signed certificate");
  });
});
