import { nonPublicRanges } from "../../../facts/networks";
import { contains } from "../../../lib/cidr";
import type { KubeApi } from "../../kubernetes/api";
import type { Service, Space } from "../observed";

/** Kinds that the checks read, by the part of a space that they become. */
export const observedKinds = {
  pods: "api/v1/…/pods",
  deployments: "apis/apps/v1/…/deployments",
  services: "api/v1/…/services",
  endpointSlices: "apis/discovery.k8s.io/v1/…/endpointslices",
  events: "api/v1/…/events",
  configMaps: "api/v1/…/configmaps",
  quotas: "api/v1/…/resourcequotas",
} as const;

export type Part = keyof typeof observedKinds;

interface Namespaced {
  readonly metadata: { readonly namespace?: string };
}

/** Asks for a page; `undefined` if nothing answers in time. @returns the HTTP status */
export type Visit = (url: string) => Promise<number | undefined>;

/** One student's space, by rights in it alone. */
export async function observeSpace(api: KubeApi, namespace: string, visit: Visit): Promise<Space> {
  const lists = await Promise.all(
    parts().map(([part, path]) => list(api, part, path.replace("…", `namespaces/${namespace}`))),
  );
  return spaceOf(Object.fromEntries(lists), visit);
}

/** Several spaces, by one request for each kind, however many there are. It needs an administrator's rights. */
export async function observeSpaces(
  api: KubeApi,
  namespaces: readonly string[],
  visit: Visit,
): Promise<ReadonlyMap<string, Space>> {
  const lists = await Promise.all(parts().map(([part, path]) => list(api, part, path.replace("…/", ""))));
  const spaces = namespaces.map(async (namespace) => {
    const own = lists.map(([part, items]) => [part, items.filter(({ metadata }) => metadata.namespace === namespace)]);
    return [namespace, await spaceOf(Object.fromEntries(own) as Lists, visit)] as const;
  });
  return new Map(await Promise.all(spaces));
}

/** The quotas of one space alone, by which its exercises differ from those of other labs. */
export async function observeQuotas(api: KubeApi, namespace: string): Promise<Pick<Space, "quotas">> {
  const [, items] = await list(api, "quotas", observedKinds.quotas.replace("…", `namespaces/${namespace}`));
  return { quotas: items as unknown as Space["quotas"] };
}

export async function countNodes(api: KubeApi): Promise<number> {
  return (await api.request<{ items: unknown[] }>({ method: "GET", path: "/api/v1/nodes" })).items.length;
}

type Lists = Readonly<Record<string, readonly Namespaced[]>>;

function parts(): [Part, string][] {
  return Object.entries(observedKinds) as [Part, string][];
}

async function list(api: KubeApi, part: Part, path: string): Promise<[Part, readonly Namespaced[]]> {
  const { items } = await api.request<{ items: Namespaced[] }>({ method: "GET", path: `/${path}` });
  return [part, items];
}

async function spaceOf(lists: Lists, visit: Visit): Promise<Space> {
  const space = lists as unknown as Omit<Space, "answers">;
  const answers = await Promise.all(space.services.map(async (one) => [one.metadata.name, await answerOf(one, visit)]));
  return {
    ...space,
    seenAt: Date.now(),
    answers: Object.fromEntries(answers.filter(([, answer]) => answer !== undefined)) as Space["answers"],
  };
}

/**
 * Whether a Service's load balancer answers. A private address is perhaps reached from elsewhere only: then no answer says nothing.
 */
export async function answerOf({ spec, status }: Service, visit: Visit): Promise<boolean | undefined> {
  const { ip, hostname } = status?.loadBalancer?.ingress?.[0] ?? {};
  const [address, port] = [ip ?? hostname, spec.ports?.[0]?.port];
  if (address === undefined || port === undefined) return undefined;
  if ((await visit(`http://${address}:${port}`)) !== undefined) return true;
  const isPrivate = ip !== undefined && nonPublicRanges.some((range) => contains(range, `${ip}/32`));
  return isPrivate ? undefined : false;
}
