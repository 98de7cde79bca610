import { LocalTarget } from "../../../components/local/target";
import { labConfig, only, resourceSet, run } from "../../lab";

const container = "docker:index/container:Container";

describe("LocalTarget", () => {
  it("uses the ports and the range that are set", async () => {
    const config = {
      registryPort: "5055",
      apiPort: "7000",
      appPort: "7001",
      networkCidr: "10.77.0.0/27",
      nodeCount: "1",
    };
    const { resources, outputs } = await run(() => {
      const { registry, clusterReference } = new LocalTarget(labConfig({ target: "local", ...config }), {});
      return { registry: registry!.server, clusterReference };
    });
    expect(outputs).toEqual({ registry: "localhost:5055", clusterReference: { nodes: "lab-server" } });
    const containers = ["registry", "server"].map((name) => only(resources, container, name).inputs);
    expect(containers.map((inputs) => inputs["networksAdvanced"][0].ipv4Address)).toEqual(["10.77.0.2", "10.77.0.10"]);
    expect(containers.map(({ ports }) => (ports as { external: number }[]).map(({ external }) => external))).toEqual([
      [5055],
      [7000, 7001],
    ]);
  });

  it("has no registry on an existing cluster with a ready image, and creates nothing but the provider", async () => {
    const config = { target: "local", kubeContext: "kind-kind", image: "ghcr.io/example/app:1.0.0" };
    const { resources, result } = await run(() => {
      const target = new LocalTarget(labConfig(config), {});
      return { seen: [target.registry, target.imagePlatform, target.createExtras()] };
    });
    expect(result.seen).toEqual([undefined, undefined, {}]);
    expect(resourceSet(resources)).toEqual([
      "lab:local:ExistingCluster cluster",
      "pulumi:providers:kubernetes cluster-kubernetes",
    ]);
  });
});
