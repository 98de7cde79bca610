import { forgetNodes, leavingNodes } from "../../../../cli/commands/local/leavingNodes";
import type { StateResource } from "../../../../cli/commands/local/state/deployment";
import { CannotTell } from "../../../../cli/cannotTell";
import type { KubeApi } from "../../../../cli/kubernetes/api";
import { type DockerObject } from "../../../../cli/inventory/dockerObjects";
import { fakeContext, projectFolder } from "../../harness";

const node = (name: string, privileged = true): StateResource => ({
  urn: `urn:${name}`,
  type: "docker:index/container:Container",
  inputs: { name: `lab-${name}`, privileged },
});
const planned = (...names: string[]) => ({
  containers: names.map((name): DockerObject => ({ urn: `urn:${name}`, name: `lab-${name}` })),
  ...{ networks: [], volumes: [], ports: [], nodes: names.length, used: true },
});

describe("leavingNodes", () => {
  it("are those that Pulumi knows and the lab no longer has, without what is no node", () => {
    const known = [
      ...["server", "agent-1", "agent-2"].map((name) => node(name)),
      node("cache", false),
      { urn: "urn:data", type: "docker:index/volume:Volume", inputs: { name: "lab-data" } },
    ];
    expect(leavingNodes(known, planned("server", "agent-1"))).toEqual(["lab-agent-2"]);
    expect(leavingNodes(known, planned("server", "agent-1", "agent-2"))).toEqual([]);
  });
});

describe("forgetNodes", () => {
  const outputs = "stack output --json --show-secrets --stack local";

  async function forgotten(nodes: readonly string[], cluster: KubeApi) {
    const { context, calls, connections } = fakeContext(projectFolder(), {
      cluster,
      pulumi: { [outputs]: { stdout: JSON.stringify({ kubeconfig: "the administrator's" }) } },
    });
    const said: string[] = [];
    await forgetNodes(nodes, { context, pulumi: context.pulumi, say: (line) => void said.push(line) });
    return { said, asked: calls.map(({ args }) => args), connections };
  }

  it("deletes each from the cluster, as its administrator, and says so", async () => {
    const requests: string[] = [];
    const request: KubeApi["request"] = ({ method, path }) => {
      requests.push(`${method} ${path}`);
      return Promise.resolve({} as never);
    };
    await expect(forgotten(["lab-agent-2", "lab-agent-3"], { request })).resolves.toEqual({
      said: [
        "Removed from the cluster, with what was stored there: lab-agent-2, lab-agent-3. Their pods start again on other nodes.",
      ],
      asked: [outputs],
      connections: [{ kubeconfig: "the administrator's" }],
    });
    expect(requests).toEqual(["DELETE /api/v1/nodes/lab-agent-2", "DELETE /api/v1/nodes/lab-agent-3"]);
  });

  it("names the command if the cluster does not answer", async () => {
    const request = () => Promise.reject(new CannotTell("The cluster at https://127.0.0.1:6550 does not answer (x)."));
    const { said } = await forgotten(["lab-agent-2"], { request });
    expect(said).toEqual([
      "The cluster at https://127.0.0.1:6550 does not answer (x). Tell Kubernetes that these nodes will not come back: " +
        "kubectl delete node lab-agent-2",
    ]);
  });

  it("asks nobody if no node leaves", async () => {
    const request = () => Promise.reject(new Error("asked"));
    await expect(forgotten([], { request })).resolves.toEqual({ said: [], asked: [], connections: [] });
  });
});
