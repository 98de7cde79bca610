import { chooseNode } from "../../../../cli/commands/drill/cluster/chooseNode";
import { UserError } from "../../../../lib/userError";
import { errorOf } from "../../../errorOf";
import { aNode, aPod } from "./states";

const nodes = [aNode("server", { isControlPlane: true }), aNode("agent-1"), aNode("agent-2"), aNode("empty")];
const pods = [aPod("a", "server"), aPod("b", "agent-1"), aPod("c", "agent-2")];

const messageOf = (state: Partial<Parameters<typeof chooseNode>[0]>, replicas = 3, wanted?: string) =>
  errorOf(UserError, () => chooseNode({ nodes, pods, ...state }, replicas, wanted)).message;

describe("chooseNode", () => {
  it("takes the first node by name that serves the app and has no control plane, or the one that is asked for", () => {
    expect(chooseNode({ nodes, pods }, 3, undefined).name).toBe("agent-1");
    expect(chooseNode({ nodes, pods }, 3, "agent-2").name).toBe("agent-2");
  });

  it("refuses the control plane, a node without the app and one that is not there, with the nodes that are allowed", () => {
    const allowed = "Allowed: agent-1, agent-2.";
    expect(messageOf({}, 3, "server")).toBe(
      `--node server has the control plane, which a drill never takes. ${allowed}`,
    );
    expect(messageOf({}, 3, "empty")).toBe(`--node empty runs no pod of the app. ${allowed}`);
    expect(messageOf({}, 3, "agent-3")).toMatch(
      /^--node agent-3: the cluster has no such node\. The nearest is agent-[12]\.$/,
    );
  });

  it("refuses to take a second node", () => {
    const two = [...nodes.slice(0, 3), aNode("empty", { ready: false })];
    expect(messageOf({ nodes: two })).toBe(
      "Not Ready: empty. A drill never takes a second node: wait until all nodes are Ready.",
    );
  });

  it("refuses to take the last node that pods can run on", () => {
    const last = [aNode("agent-1"), aNode("closed", { schedulable: false })];
    expect(messageOf({ nodes: last, pods: [aPod("a", "agent-1")] }, 1)).toBe(
      "There is no node to lose: agent-1 is the last node that is Ready for pods. A drill needs another one, see nodeCount.",
    );
  });

  it.each([
    [2, 3],
    [0, 0],
  ])("refuses to begin with %s of %s pods ready", (ready, replicas) => {
    expect(messageOf({ pods: pods.slice(0, ready) }, replicas)).toBe(
      `The app has ${ready} of ${replicas} pods ready, and a drill begins at full strength: wait, or look at ` +
        "`kubectl --namespace lab get pods --output wide`.",
    );
  });
});
