import { writeFileSync } from "node:fs";
import path from "node:path";
import { certificates } from "../certificates";
import { captureLogs, startApp, type StartedApp } from "./helpers";
import { KubeApi } from "./kubeApi";
import { aPod } from "./objects";
import { until } from "./waiting";

jest.setTimeout(30_000);

const logs = captureLogs();
let api: KubeApi;
let started: StartedApp;

beforeEach(async () => {
  api = await new KubeApi(certificates.api).start();
  api.put("pods", aPod("web-a"));
});

afterEach(async () => {
  await started.app.drain();
  await api.stop();
});

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
    writeFileSync(path.join(api.folder, "ca.crt"), certificates.other.cert);
    started = await startApp(null, {}, inCluster());
    await until("it reports a failure", async () => (await started.cluster()).sources?.pods.state === "retrying");
    expect(api.requests).toEqual([]);
    expect(logs()).toContain("self-signed certificate");
  });
});
