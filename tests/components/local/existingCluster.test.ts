import * as kubernetes from "@pulumi/kubernetes";
import { ExistingCluster, type ExistingClusterArgs } from "../../../components/local/existingCluster";
import { coreModels } from "../../../simulator/kubernetes/core";
import { type ResourceModel, simulate } from "../../../simulator";
import { only, project, resourceSet, run } from "../../lab";

const service = "kubernetes:core/v1:Service";
const args = { context: "kind-kind", kubeconfigPath: undefined, apiServer: undefined, appPort: 8090 };

function cluster(given: Partial<ExistingClusterArgs> = {}) {
  const made = new ExistingCluster("cluster", { ...args, ...given });
  const shop = new kubernetes.core.v1.Service(
    "shop",
    {
      metadata: { name: "shop", namespace: "default", annotations: made.loadBalancerAnnotations },
      spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
    },
    { provider: made.provider },
  );
  return { made, url: made.urlOf(shop) };
}

async function urlWith(given: Partial<ExistingClusterArgs> = {}): Promise<unknown> {
  const { outputs } = await run(() => ({ url: cluster(given).url }));
  return outputs["url"];
}

/** The same where the cluster has given the Service an address. */
async function urlWithAddress(ingress: Record<string, string>): Promise<unknown> {
  const addressed: ResourceModel = {
    create: (request) => {
      const { id, outputs } = coreModels[service]!.create(request);
      return { id, outputs: { ...outputs, status: { loadBalancer: { ingress: [ingress] } } } };
    },
  };
  const { outputs } = await simulate(() => ({ url: cluster().url }), {
    project,
    stack: "test",
    models: { [service]: addressed },
  });
  return outputs["url"];
}

describe("ExistingCluster", () => {
  const own = process.env["KUBECONFIG"];
  // The provider takes it for its kubeconfig; who runs the tests may have set it.
  beforeAll(() => void delete process.env["KUBECONFIG"]);
  afterAll(() => {
    if (own !== undefined) process.env["KUBECONFIG"] = own;
  });

  it("is a provider, and nothing else: neither nodes nor keys", async () => {
    const { resources } = await run(() => void new ExistingCluster("cluster", args));
    expect(resourceSet(resources)).toEqual([
      "lab:local:ExistingCluster cluster",
      "pulumi:providers:kubernetes cluster-kubernetes",
    ]);
  });

  it("is known by its context, whatever credentials that has", async () => {
    const { resources } = await run(() => void cluster());
    expect(only(resources, "pulumi:providers:kubernetes").inputs).toEqual({
      context: "kind-kind",
      clusterIdentifier: "kind-kind",
    });
  });

  it("is looked for in the file that is named", async () => {
    const { resources } = await run(() => void cluster({ kubeconfigPath: "./school.yaml" }));
    expect(only(resources, "pulumi:providers:kubernetes").inputs).toEqual({
      context: "kind-kind",
      clusterIdentifier: "kind-kind",
      kubeconfig: "./school.yaml",
    });
  });

  it("has no administrator's kubeconfig to give away, outlives the lab, and needs nothing before its pods", async () => {
    const { result } = await run(() => {
      const { kubeconfig, deletedWith, podAndServiceCidrs, podDependencies } = cluster().made;
      return { known: { kubeconfig, deletedWith, podAndServiceCidrs, podDependencies } };
    });
    expect(result.known).toEqual({
      kubeconfig: undefined,
      deletedWith: undefined,
      podAndServiceCidrs: [],
      podDependencies: [],
    });
  });

  it("waits for no load balancer: there may be none that ever comes", async () => {
    const { resources } = await run(() => void cluster());
    expect(only(resources, service).inputs["metadata"].annotations).toEqual({ "pulumi.com/skipAwait": "true" });
  });

  it("says how to reach a Service without a load balancer, by context and file", async () => {
    const command = "--context kind-kind --namespace default port-forward service/shop";
    await expect(urlWith()).resolves.toBe(
      `no load balancer yet: \`pulumi up --refresh\` looks again, or run \`kubectl ${command} 8090:80\``,
    );
    await expect(urlWith({ kubeconfigPath: "./school.yaml", appPort: 9000 })).resolves.toBe(
      `no load balancer yet: \`pulumi up --refresh\` looks again, or run \`kubectl --kubeconfig ./school.yaml ${command} 9000:80\``,
    );
  });

  it.each([
    [{ kubeconfigPath: "./our school.yaml" }, "--kubeconfig './our school.yaml' --context kind-kind"],
    [{ kubeconfigPath: "./kim's; reboot" }, "--kubeconfig './kim'\\''s; reboot' --context kind-kind"],
    [{ kubeconfigPath: "$(reboot)" }, "--kubeconfig '$(reboot)' --context kind-kind"],
    [{ context: "kind%kind" }, "--context 'kind%kind'"],
    [{ context: "a;reboot" }, "--context 'a;reboot'"],
    [{ context: "gke_p_z_n" }, "--context gke_p_z_n"],
    [
      { context: "arn:aws:eks:eu-west-1:000000000000:cluster/school" },
      "--context arn:aws:eks:eu-west-1:000000000000:cluster/school",
    ],
  ])("says the command as a shell takes it: %j", async (given, words) => {
    await expect(urlWith(given)).resolves.toBe(
      "no load balancer yet: `pulumi up --refresh` looks again, or run " +
        `\`kubectl ${words} --namespace default port-forward service/shop 8090:80\``,
    );
  });

  it("says the load balancer's address where there is one", async () => {
    await expect(urlWithAddress({ ip: "192.0.2.7" })).resolves.toBe("http://192.0.2.7");
    await expect(urlWithAddress({ hostname: "shop.example.com" })).resolves.toBe("http://shop.example.com");
  });

  it("knows where people reach the API server if somebody said so, and else says that nobody did", async () => {
    const { outputs } = await run(() => ({ server: cluster({ apiServer: "https://10.0.0.5:6443" }).made.server }));
    expect(outputs).toEqual({ server: "https://10.0.0.5:6443" });
    await expect(run(() => ({ server: cluster().made.server }))).rejects.toThrow(
      "nobody said where people reach the API server",
    );
  });
});
