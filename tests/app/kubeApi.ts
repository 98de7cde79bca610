import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { FakeApi } from "./fakeApi";

const namespace = "lab";

/** What the app watches: the nodes, and the pods and Deployments of its namespace. */
export class KubeApi extends FakeApi<"nodes" | "pods" | "deployments"> {
  readonly namespace = namespace;
  readonly token = "token-of-the-service-account";
  readonly folder = mkdtempSync(path.join(tmpdir(), "kube-api-"));

  /** @param tls key and certificate, to serve HTTPS as a real cluster does */
  constructor(tls?: { key: string; cert: string }) {
    const paths = {
      nodes: "/api/v1/nodes",
      pods: `/api/v1/namespaces/${namespace}/pods`,
      deployments: `/apis/apps/v1/namespaces/${namespace}/deployments`,
    };
    super(paths, tls);
  }

  override async start(): Promise<this> {
    writeFileSync(path.join(this.folder, "token"), this.token);
    writeFileSync(path.join(this.folder, "namespace"), this.namespace);
    if (this.tls !== undefined) writeFileSync(path.join(this.folder, "ca.crt"), this.tls.cert);
    return super.start();
  }

  override async stop(): Promise<void> {
    await super.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Environment variables that make the app use this API. */
  get env(): Record<string, string> {
    return {
      KUBE_API_URL: this.url,
      KUBE_SERVICE_ACCOUNT_DIR: this.folder,
      POD_NAMESPACE: this.namespace,
    };
  }
}
