import * as authorization from "@pulumi/azure-native/authorization";
import * as resources from "@pulumi/azure-native/resources";
import * as storage from "@pulumi/azure-native/storage";
import * as docker from "@pulumi/docker";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type SimulationOptions, SimulationError, simulate } from "../../simulator";
import { unmodelledTypes } from "../../simulator/unmodelled";
import { errorOf } from "../errorOf";
import { only } from "../lab";

const account = "azure-native:storage:StorageAccount";
const configMap = "kubernetes:core/v1:ConfigMap";
const statefulSet = "kubernetes:apps/v1:StatefulSet";

function run<T>(program: () => T | Promise<T>, options: Partial<SimulationOptions> = {}) {
  return simulate(program, { project: "lab", stack: "test", ...options });
}

async function errorOfRun(program: () => unknown, options: Partial<SimulationOptions> = {}): Promise<SimulationError> {
  const thrown: unknown = await run(program, options).catch((error: unknown) => error);
  return errorOf(SimulationError, () => {
    throw thrown;
  });
}

/** A storage account, which the simulator has no model of. */
function anAccount() {
  const group = new resources.ResourceGroup("group", { location: "koreacentral" });
  const sku = { name: storage.SkuName.Standard_LRS };
  return new storage.StorageAccount("files", { resourceGroupName: group.name, kind: storage.Kind.StorageV2, sku });
}

function onCluster() {
  const provider = new kubernetes.Provider("cluster", { kubeconfig: "clusters: []", clusterIdentifier: "test" });
  const labels = { "pod-security.kubernetes.io/enforce": "baseline" };
  new kubernetes.core.v1.Namespace("shop", { metadata: { name: "shop", labels } }, { provider });
  return { provider };
}

function aStatefulSet(namespace: string, pod: object, opts: pulumi.CustomResourceOptions) {
  const labels = { app: "db" };
  const template = { metadata: { labels }, spec: { containers: [{ name: "db", image: "postgres:18" }], ...pod } };
  const spec = { serviceName: "db", selector: { matchLabels: labels }, template };
  return new kubernetes.apps.v1.StatefulSet("db", { metadata: { name: "db", namespace }, spec }, opts);
}

describe("a type without a model", () => {
  it("is accepted, marked, and named with the file and the line to add", async () => {
    const { resources: all, unmodelled } = await run(() => void anAccount());
    expect(only(all, account)).toMatchObject({ modelled: false, inputs: { kind: "StorageV2" } });
    expect(all.filter(({ modelled }) => !modelled).map(({ name }) => name)).toEqual(["files"]);
    expect(unmodelled).toEqual([
      { type: account, names: ["files"], file: "simulator/azure/storage.ts", line: "...storageModels," },
    ]);
  });

  it("hands its inputs back, and keeps every other output unknown, so that no apply runs on it", async () => {
    const ran: unknown[] = [];
    const { outputs } = await run(() => {
      const { id, kind, primaryEndpoints } = anAccount();
      return { id, kind, endpoint: primaryEndpoints.apply((endpoints) => ran.push(endpoints)) };
    });
    expect([outputs, ran]).toEqual([{ id: "[unknown]", kind: "StorageV2", endpoint: "[unknown]" }, []]);
  });

  it("gives its unknown outputs to a modelled type, which nobody can check then", async () => {
    const principalType = authorization.PrincipalType.User;
    const assign = (principalId: pulumi.Input<string>) =>
      new authorization.RoleAssignment("right", {
        scope: "nowhere",
        principalId,
        principalType,
        roleDefinitionId: "x",
      });
    const { resources: all } = await run(() => void assign(anAccount().primaryLocation));
    expect(only(all, "azure-native:authorization:RoleAssignment").shownInputs).toMatchObject({
      principalId: "[unknown]",
    });
    expect((await errorOfRun(() => void assign("x"))).faults.length).toBeGreaterThan(0);
  });

  it("is refused with strict, under a separate headline", async () => {
    const program = () => {
      anAccount();
      new resources.ResourceGroup("group", { location: "koreacentral" });
    };
    expect((await errorOfRun(program, { strict: true })).message).toBe(
      [
        "Azure, Docker or Kubernetes would refuse this (1 fault):",
        "  group (azure-native:resources:ResourceGroup): another resource has the same type, name and parents",
        "Not modelled, so --strict refuses it (1 type):",
        "  files (azure-native:storage:StorageAccount): add a model to simulator/azure/storage.ts",
      ].join("\n"),
    );
  });

  it("is not mentioned where a service would refuse something and nobody asked for strict", async () => {
    const program = () => {
      anAccount();
      new resources.ResourceGroup("group", { location: "koreacentral" });
    };
    expect((await errorOfRun(program)).unmodelled).toEqual([]);
  });

  it.each([
    ["kubernetes:networking.k8s.io/v1:Ingress", "simulator/kubernetes/networking.ts", "...networkingModels,"],
    ["docker:index/tag:Tag", "simulator/docker/tag.ts", "...tagModels,"],
    ["azure-native:storage/v20240101:StorageAccount", "simulator/azure/storage.ts", "...storageModels,"],
    ["aws:s3/bucket:Bucket", "simulator/aws/s3.ts", "...s3Models,"],
  ])("of the token %s has its model in %s", (type, file, line) => {
    expect(unmodelledTypes([{ type, name: "it" }])).toEqual([{ type, names: ["it"], file, line }]);
  });
});

describe("a function without a model", () => {
  const role = () => authorization.getRoleDefinitionOutput({ roleDefinitionId: "role", scope: "scope" });
  const token = "azure-native:authorization:getRoleDefinition";

  it("has an unknown answer, and is named", async () => {
    const { outputs, unmodelled } = await run(() => ({ name: role().apply(({ roleName }) => roleName) }));
    expect(outputs).toEqual({ name: "[unknown]" });
    expect(unmodelled).toMatchObject([{ type: token, file: "simulator/azure/authorization.ts" }]);
  });

  it("is refused with strict", async () => {
    expect((await errorOfRun(() => void role(), { strict: true })).unmodelled).toMatchObject([{ type: token }]);
  });
});

describe("an object of Kubernetes without a model", () => {
  it("is accepted in a namespace that exists, with a pod that the namespace admits", async () => {
    const { unmodelled } = await run(() => {
      const opts = onCluster();
      new kubernetes.core.v1.ConfigMap("settings", { metadata: { namespace: "shop" }, data: { a: "b" } }, opts);
      aStatefulSet("shop", {}, opts);
    });
    expect(unmodelled.map(({ type }) => type).sort()).toEqual([statefulSet, configMap]);
  });

  const refusals: [string, (opts: pulumi.CustomResourceOptions) => unknown, string][] = [
    ["in a namespace that does not exist", (opts) => aStatefulSet("store", {}, opts), "the lab has no namespace store"],
    [
      "without a provider",
      () => aStatefulSet("shop", {}, {}),
      "it has no provider, so it would go to whatever cluster the user's kubectl points at",
    ],
    [
      "whose pod breaks the namespace's level",
      (opts) => aStatefulSet("shop", { hostNetwork: true }, opts),
      "namespace shop (baseline) would refuse its pods: it uses the node's own network or processes",
    ],
    [
      "whose Jobs' pod breaks the namespace's level",
      (opts) => {
        const pod = { hostPID: true, restartPolicy: "Never", containers: [{ name: "job", image: "busybox:1" }] };
        const spec = { schedule: "0 * * * *", jobTemplate: { spec: { template: { spec: pod } } } };
        return new kubernetes.batch.v1.CronJob("job", { metadata: { name: "job", namespace: "shop" }, spec }, opts);
      },
      "namespace shop (baseline) would refuse its pods: it uses the node's own network or processes",
    ],
    [
      "that is a pod and breaks the namespace's level",
      (opts) => {
        const spec = { hostIPC: true, containers: [{ name: "pod", image: "busybox:1" }] };
        return new kubernetes.core.v1.Pod("pod", { metadata: { name: "pod", namespace: "shop" }, spec }, opts);
      },
      "namespace shop (baseline) would refuse its pods: it uses the node's own network or processes",
    ],
  ];
  it.each(refusals)("is refused %s", async (_case, create, message) => {
    const { faults } = await errorOfRun(() => void create(onCluster()));
    expect(faults.map((fault) => fault.message)).toContain(message);
  });

  it("is refused for what is known of it, though other inputs are not", async () => {
    const { faults } = await errorOfRun(() => {
      const opts = onCluster();
      const unknown = anAccount().primaryEndpoints.blob;
      const data = { endpoint: unknown };
      new kubernetes.core.v1.ConfigMap("lost", { metadata: { name: "lost", namespace: "store" }, data }, opts);
      new kubernetes.core.v1.ConfigMap("named", { metadata: { name: "No Name", namespace: "shop" }, data }, opts);
      aStatefulSet("shop", { hostNetwork: true, containers: [{ name: "db", image: unknown }] }, opts);
    });
    expect(faults.map(({ resource, message }) => [resource.name, message]).sort()).toEqual([
      ["db", "namespace shop (baseline) would refuse its pods: it uses the node's own network or processes"],
      ["lost", "the lab has no namespace store"],
      ["named", expect.stringMatching(/"No Name"/)],
    ]);
  });

  it("is refused under the name of another of its kind", async () => {
    const { faults } = await errorOfRun(() => {
      const opts = onCluster();
      for (const name of ["one", "other"]) {
        new kubernetes.core.v1.ConfigMap(name, { metadata: { name: "same", namespace: "shop" } }, opts);
      }
    });
    expect(faults.map(({ message }) => message)).toEqual(["one has the same kind, namespace and name: shop/same"]);
  });
});

describe("a provider of one's own, and a component of any prefix", () => {
  it("need no model", async () => {
    const { resources: all } = await run(
      () => {
        new docker.Provider("engine", { host: "unix:///var/run/docker.sock" });
        new pulumi.ComponentResource("petshop:index:Shop", "shop");
      },
      { strict: true },
    );
    expect(all.map(({ name, custom, modelled }) => [name, custom, modelled])).toEqual([
      ["shop", false, true],
      ["engine", true, true],
    ]);
  });
});
