import type { LossTools } from "../../../../cli/commands/drill/losses/loss";
import { lossBy } from "../../../../cli/commands/drill/losses";
import { type Mode, type Place, modeFor } from "../../../../cli/commands/drill/losses/modes";
import { Refusal } from "../../../../cli/kubernetes/api";
import { fakeContext, projectFolder } from "../../harness";
import { FakeDrillCluster } from "./fakeDrillCluster";
import { aNode } from "./states";

const podsPath = "/api/v1/namespaces/kube-system/pods";

/** A loss of lab-agent-1. What it waits for comes with the calls of `pause`. */
function lossOf(
  mode: Mode,
  given: Partial<LossTools> = {},
  waits: readonly ((cluster: FakeDrillCluster) => void)[] = [],
) {
  const cluster = new FakeDrillCluster();
  const left = [...waits];
  const { context } = fakeContext(projectFolder(), {});
  const loss = lossBy(mode, {
    ...{ context, api: cluster, node: aNode("lab-agent-1", { address: "10.1.0.5" }), project: "petshop" },
    ...{ image: "registry/app@sha256:1", cutSeconds: 120 },
    pause: () => {
      const next = left.shift();
      if (next === undefined) throw new Error("it waits for something that does not come");
      next(cluster);
      return Promise.resolve();
    },
    ...given,
  });
  return { loss, cluster };
}

/** Changes the status of the drill's one pod. */
const podIs =
  (phase: string, status: object = {}) =>
  (cluster: FakeDrillCluster) => {
    for (const pod of cluster.drillPods.values()) pod.status = { phase, ...status };
  };
const armed = podIs("Running", { conditions: [{ type: "Ready", status: "True" }] });
const podEnds = (cluster: FakeDrillCluster) => cluster.drillPods.clear();
const nothing = () => undefined;

describe("modeFor", () => {
  it.each<[Place, Mode, string]>([
    ["docker", "kill", "--mode power-off: on the lab on Docker allowed is kill, cut, drain."],
    ["aks", "cut", "--mode kill: on AKS allowed is cut, power-off, drain."],
    ["other", "drain", "--mode cut: on a cluster that the lab did not create allowed is drain."],
  ])("on %s takes %s by default, and refuses what is not possible there", (place, usual, refusal) => {
    expect(modeFor(place, undefined)).toBe(usual);
    const [, wanted] = /^--mode ([a-z-]+):/.exec(refusal)!;
    expect(() => modeFor(place, wanted)).toThrow(refusal);
  });
});

describe("a cut", () => {
  it("starts a privileged pod on the node with the node's own programs and an image that it has, and waits until it is armed", async () => {
    const { loss, cluster } = lossOf("cut", {}, [podIs("Running"), armed]);
    await loss.prepare();
    const [[name, pod] = []] = cluster.drillPods;
    const { spec } = pod!;
    expect(spec).toMatchObject({
      nodeName: "lab-agent-1",
      hostPID: true,
      hostNetwork: true,
      restartPolicy: "Never",
      tolerations: [{ operator: "Exists" }],
      terminationGracePeriodSeconds: 180,
      volumes: ["bin", "lib", "lib64", "usr"].map((folder) => ({ name: folder, hostPath: { path: `/${folder}` } })),
    });
    const container = spec.containers[0]!;
    expect(container).toMatchObject({
      image: "registry/app@sha256:1",
      securityContext: { privileged: true, runAsUser: 0 },
    });
    expect(container.command.slice(0, 6)).toEqual(["nsenter", "-t", "1", "-m", "--", "sh"]);
    expect(container.command.slice(-3)).toEqual(["drill", name, "10.1.0.5"]);
    expect(cluster.changes).toEqual([`POST ${podsPath}`]);
  });

  it("takes no folder of 64-bit x86 on another processor", async () => {
    const { loss, cluster } = lossOf("cut", { node: aNode("arm", { architecture: "arm64" }) }, [armed]);
    await loss.prepare();
    const [pod] = cluster.drillPods.values();
    expect(pod!.spec.volumes.map(({ name }) => name)).toEqual(["bin", "lib", "usr"]);
  });

  it("is ordered by deleting the pod, and over when the pod is gone by itself", async () => {
    const { loss, cluster } = lossOf("cut", {}, [armed, nothing, podEnds]);
    await loss.prepare();
    const [name] = cluster.drillPods.keys();
    await loss.lose();
    await loss.restore();
    expect(cluster.changes).toEqual([`POST ${podsPath}`, `DELETE ${podsPath}/${name}`]);
  });

  it("does not delete a pod that waits, which would be the order, but one that has ended", async () => {
    const { loss, cluster } = lossOf("cut", {}, [armed, nothing, podIs("Succeeded"), nothing]);
    await loss.prepare();
    await loss.restore();
    expect(cluster.changes.map((change) => change.split(" ")[0])).toEqual(["POST", "DELETE"]);
    expect(cluster.drillPods.size).toBe(0);
  });

  it("says why the node cannot be cut", async () => {
    const message = "it has no tc\n";
    const failed = podIs("Failed", { containerStatuses: [{ state: { terminated: { message } } }] });
    await expect(lossOf("cut", {}, [failed]).loss.prepare()).rejects.toThrow(
      "lab-agent-1 cannot be cut off from inside: it has no tc. Nothing was done to it. `--mode drain` needs no pod there.",
    );
  });
});

describe("a power-off", () => {
  it("refuses a node that is not a machine of Azure, before it starts a pod there", async () => {
    const { loss, cluster } = lossOf("power-off");
    await expect(loss.prepare()).rejects.toThrow("lab-agent-1 is not a machine of Azure, and is left as it is.");
    expect(cluster.changes).toEqual([]);
  });

  it("warns, and does not wait for the pod of a machine that is off", async () => {
    const node = aNode("aks-1", { providerId: "azure:///subscriptions/1/x" });
    const { loss, cluster } = lossOf("power-off", { node }, [armed]);
    expect(loss.warning).toContain("AKS's own people warn of switching machines off");
    await loss.prepare();
    await loss.lose();
    await loss.restore();
    expect(cluster.drillPods.size).toBe(1);
  });
});

describe("a drain", () => {
  const node = "lab-agent-1";

  it("closes the node, evicts the app's pods again while the budget forbids it, and opens the node", async () => {
    const { loss, cluster } = lossOf("drain", {}, [nothing, nothing]);
    let attempts = 0;
    cluster.before = ({ method, path }) => {
      if (method === "POST" && path.endsWith("/eviction") && (attempts += 1) === 1)
        throw new Refusal(429, "budget", "POST");
    };
    await loss.prepare();
    await loss.lose();
    expect(attempts).toBe(2);
    expect(cluster.pods.map((pod) => pod.node)).toEqual(["lab-server", "lab-agent-2"]);
    const drained = cluster.nodes.find(({ name }) => name === node)!;
    expect(drained).toMatchObject({ schedulable: false, annotations: { "container-lab/drill-cordoned": "true" } });
    await loss.restore();
    expect(cluster.nodes.find(({ name }) => name === node)).toMatchObject({ schedulable: true, annotations: {} });
  });

  it("leaves a node closed that somebody had closed before", async () => {
    const { loss, cluster } = lossOf("drain", { node: aNode(node, { schedulable: false }) }, [nothing]);
    await loss.lose();
    await loss.restore();
    expect(cluster.changes.filter((change) => change.startsWith("PATCH"))).toEqual([]);
  });
});
