import type { KubeApi } from "../../../cli/kubernetes/api";
import { pressureNotes } from "../../../cli/kubernetes/pressure";

/** A cluster whose nodes report these conditions as true. */
function cluster(nodes: Readonly<Record<string, readonly string[]>>): KubeApi {
  const items = Object.entries(nodes).map(([name, conditions]) => ({
    metadata: { name },
    status: {
      conditions: ["Ready", "DiskPressure", "MemoryPressure", "PIDPressure"].map((type) => ({
        type,
        status: conditions.includes(type) ? "True" : "False",
      })),
    },
  }));
  return {
    request: <T>({ method, path }: { method: string; path: string }) => {
      expect(`${method} ${path}`).toBe("GET /api/v1/nodes");
      return Promise.resolve({ items } as T);
    },
  };
}

describe("pressureNotes", () => {
  it("names the nodes that are short of something, by what it is", async () => {
    const nodes = {
      "lab-server": ["Ready", "DiskPressure"],
      "lab-agent-1": ["DiskPressure", "PIDPressure"],
      other: ["Ready"],
    };
    await expect(pressureNotes(cluster(nodes))).resolves.toEqual([
      "Short of space on its disk: lab-server, lab-agent-1. Until that is mended, no new pods start there, and some of those there end.",
      "Short of room for processes: lab-agent-1. Until that is mended, no new pods start there, and some of those there end.",
    ]);
  });

  it("says nothing of nodes that are well, nor of one that has not reported yet", async () => {
    await expect(pressureNotes(cluster({ "lab-server": ["Ready"] }))).resolves.toEqual([]);
    const request = <T>() => Promise.resolve({ items: [{ metadata: { name: "new" } }] } as T);
    await expect(pressureNotes({ request })).resolves.toEqual([]);
  });
});
