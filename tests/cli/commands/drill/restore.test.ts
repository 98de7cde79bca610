import { container, project, runCli } from "../../harness";
import { FakeDrillCluster, type FakePod } from "./fakeDrillCluster";

const pulumi = {
  "stack output --json --show-secrets --stack local": { stdout: JSON.stringify({ kubeconfig: "the administrator's" }) },
};

/** Runs `lab drill --restore` on the local lab. */
async function restore(cluster: FakeDrillCluster, idle: readonly string[] = [], ...args: string[]) {
  const own = cluster.nodes.map(({ name }) => {
    return container(name, { lab: project, ...(idle.includes(name) && { idle: "stopped" as const }) });
  });
  const containers = [...own, container("db", { idle: "stopped" })];
  const words = ["drill", "--restore", "--stack", "local", ...args];
  const { code, stdout, stderr, requests } = await runCli({ args: words, pulumi, cluster, docker: { containers } });
  return { code, stdout, stderr, started: requests.filter((one) => one.startsWith("start")) };
}

const lease = {
  metadata: { annotations: { "container-lab/drill-mode": "kill" } },
  spec: { holderIdentity: "lab-agent-1", acquireTime: "2027-01-29T10:00:00.000000Z" },
};

describe("lab drill --restore", () => {
  it("says that there is nothing to restore, and changes nothing", async () => {
    const cluster = new FakeDrillCluster();
    await expect(restore(cluster)).resolves.toEqual({
      code: 0,
      stdout: "No drill has left anything.\n",
      stderr: "",
      started: [],
    });
    expect(cluster.changes).toEqual([]);
  });

  it("starts the lab's containers, the server first, and forgets the drill once its node is Ready", async () => {
    const cluster = new FakeDrillCluster();
    cluster.lease = lease;
    const { code, stdout, started } = await restore(cluster, ["lab-agent-1", "lab-server"]);
    expect(started).toEqual(["start lab-server unix:///run/docker.sock", "start lab-agent-1 unix:///run/docker.sock"]);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        "Waiting until lab-agent-1 is Ready, which a drill took by kill.",
        "The container lab-server runs again.",
        "The container lab-agent-1 runs again.",
        "lab-agent-1 is Ready, and its drill is forgotten.",
        "",
      ].join("\n"),
    );
    expect(cluster.lease).toBeUndefined();
  });

  it("opens what a drill closed, and nothing that somebody else closed", async () => {
    const cluster = new FakeDrillCluster();
    cluster.setNode("lab-agent-1", { schedulable: false, annotations: { "container-lab/drill-cordoned": "true" } });
    cluster.setNode("lab-agent-2", { schedulable: false });
    const { stdout } = await restore(cluster);
    expect(stdout).toBe(
      "lab-agent-1 takes pods again.\n" +
        "lab-agent-2 is closed to pods, and not by a drill: `kubectl uncordon lab-agent-2` opens it.\n",
    );
    expect(cluster.changes).toEqual(["PATCH /api/v1/nodes/lab-agent-1"]);
  });

  it("removes the pod of a drill that has ended", async () => {
    const cluster = new FakeDrillCluster();
    const pod = {
      metadata: { name: "lab-drill-1" },
      spec: { nodeName: "lab-agent-2" },
      status: { phase: "Succeeded" },
    };
    cluster.drillPods.set("lab-drill-1", pod as FakePod);
    const { code, stdout } = await restore(cluster, [], "--json");
    expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      document: { restored: ["lab-agent-2 has ended its drill."], left: [] },
    });
    expect(cluster.drillPods.size).toBe(0);
  });
});
