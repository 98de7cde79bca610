import type { KubeApi } from "./api";

interface NodeList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  }[];
}

/** What a node is short of, by the names of its conditions (kubernetes.io, "Node Status"). */
const shortages: Readonly<Record<string, string>> = {
  DiskPressure: "space on its disk",
  MemoryPressure: "memory",
  PIDPressure: "room for processes",
};

/** A sentence for each shortage, with the nodes that report it. @throws UserError if the cluster does not answer */
export async function pressureNotes(api: KubeApi): Promise<string[]> {
  const { items } = await api.request<NodeList>({ method: "GET", path: "/api/v1/nodes" });
  return Object.entries(shortages).flatMap(([type, what]) => {
    const short = items.filter(({ status }) =>
      status?.conditions?.some((one) => one.type === type && one.status === "True"),
    );
    const names = short.map(({ metadata: { name } }) => name).join(", ");
    return short.length === 0
      ? []
      : [`Short of ${what}: ${names}. Until that is mended, no new pods start there, and some of those there end.`];
  });
}
