import * as kubernetes from "@pulumi/kubernetes";
import { ExistingCluster, type ExistingClusterArgs } from "../../../components/local/existingCluster";
import { coreModels } from "../../../simulator/kubernetes/core";
import { type ResourceModel, simulate } from "../../../simulator";
import { memoize, only, project, resourceSet, run } from "../../lab";

const service = "kubernetes:core/v1:Service";
const provider = "pulumi:providers:kubernetes";
const args = { context: "kind-kind", kubeconfigPath: undefined, apiServer: undefined, appPort: 8090 };

/** A cluster with a Service. */
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

const clusterWith = memoize(async (given: Partial<ExistingClusterArgs> = {}) =>
  run(() => {
    const { made, url } = cluster(given);
    const { kubeconfig, deletedWith, podAndServiceCidrs, podDependencies } = made;
    const server = given.apiServer === undefined ? undefined : made.server;
    return { url, ...(server && { server }), known: { kubeconfig, deletedWith, podAndServiceCidrs, podDependencies } };
  }),
);

/** The URL of the Service once the cluster has given it an address. */
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
  // The provider uses it; whoever runs the tests may have set it.
  beforeAll(() => void delete process.env["KUBECONFIG"]);
  afterAll(() => {
    if (own !== undefined) process.env["KUBECONFIG"] = own;
  });

  it("is a provider that is identified by its context, and nothing else: neither nodes nor keys", async () => {
    const { resources } = await clusterWith();
    expect(resourceSet(resources)).toEqual([
      `${service} shop`,
      "lab:local:ExistingCluster cluster",
      `${provider} cluster-kubernetes`,
    ]);
    expect(only(resources, provider).inputs).toEqual({ context: "kind-kind", clusterIdentifier: "kind-kind" });
  });

  it("uses the kubeconfig file that is given", async () => {
    const { resources } = await clusterWith({ kubeconfigPath: "./school.yaml", apiServer: "https://10.0.0.5:6443" });
    expect(only(resources, provider).inputs).toEqual({
      context: "kind-kind",
      clusterIdentifier: "kind-kind",
      kubeconfig: "./school.yaml",
    });
  });

  it("has no administrator's kubeconfig, outlives the lab, and needs nothing before its pods", async () => {
    expect((await clusterWith()).result.known).toEqual({
      kubeconfig: undefined,
      deletedWith: undefined,
      podAndServiceCidrs: [],
      podDependencies: [],
    });
  });

  it("does not wait for a load balancer, which may never come, and says how to reach a Service without one", async () => {
    const { resources, outputs } = await clusterWith();
    expect(only(resources, service).inputs["metadata"].annotations).toEqual({ "pulumi.com/skipAwait": "true" });
    expect(outputs["url"]).toBe(
      "no load balancer yet: `npm run pulumi -- up --refresh --stack test` looks again, or run " +
        "`kubectl --context kind-kind --namespace default port-forward service/shop 8090:80`",
    );
  });

  it.each([
    [{ ip: "192.0.2.7" }, "http://192.0.2.7"],
    [{ hostname: "shop.example.com" }, "http://shop.example.com"],
  ])("has the load balancer's address if there is one: %j", async (ingress, url) => {
    await expect(urlWithAddress(ingress as Record<string, string>)).resolves.toBe(url);
  });

  it("has the API server's address that is set", async () => {
    const { outputs } = await clusterWith({ kubeconfigPath: "./school.yaml", apiServer: "https://10.0.0.5:6443" });
    expect(outputs["server"]).toBe("https://10.0.0.5:6443");
  });

  it("refuses to guess the API server's address", async () => {
    await expect(run(() => ({ server: new ExistingCluster("cluster", args).server }))).rejects.toThrow(
      "the API server's address is unknown: set apiServer",
    );
  });
});
