import {
  type SpaceQuota,
  limitsSpec,
  noPriority,
  quotaSpec,
  volumeGibibytes,
} from "../../../../components/kubernetes/students/limits";
import { quantity } from "../../../../lib/quantity";
import { coreModels } from "../../../../simulator/kubernetes/core";
import { refusals } from "../../../simulator/helpers";

const byDefault: SpaceQuota = { milliCpu: 200, mebibytes: 640, pods: 10, services: 5, loadBalancers: 1, volumes: 1 };

/** Quotas with even and uneven shares, and the smallest and largest that a stack can set. */
const quotas: [string, SpaceQuota][] = [
  ["the default", byDefault],
  ["one whose shares are uneven", { ...byDefault, milliCpu: 333, mebibytes: 1001, pods: 7 }],
  ["one pod", { ...byDefault, pods: 1 }],
  ["two pods", { ...byDefault, pods: 2 }],
  ["three pods", { ...byDefault, pods: 3 }],
  ["the smallest", { ...byDefault, milliCpu: 50, mebibytes: 64, pods: 1, services: 0, loadBalancers: 0, volumes: 0 }],
  ["the largest", { milliCpu: 16_000, mebibytes: 65_536, pods: 100, services: 50, loadBalancers: 10, volumes: 20 }],
  ["the smallest shares that a stack can have", { ...byDefault, milliCpu: 500, mebibytes: 3200, pods: 100 }],
];

/** The limits for a kind of thing. */
function limitsFor(quota: SpaceQuota, type: string) {
  const [limit, ...more] = limitsSpec(quota).limits as Record<string, Record<string, string>>[] & { type: string }[];
  return [limit!, ...more].find((each) => String(each["type"]) === type)!;
}

const amount = (text: string | undefined) => quantity(text ?? "")!;

describe("the quota of a space", () => {
  it("has what is reserved, what may be used beyond it, and a maximum for each kind of object", () => {
    expect(quotaSpec(byDefault)).toEqual({
      hard: {
        "requests.cpu": "200m",
        "limits.cpu": "2000m",
        "requests.memory": "640Mi",
        "limits.memory": "1280Mi",
        "limits.ephemeral-storage": "5120Mi",
        pods: "10",
        "count/pods": "50",
        services: "5",
        "services.loadbalancers": "1",
        "services.nodeports": "5",
        persistentvolumeclaims: "1",
        "requests.storage": "5Gi",
        "count/deployments.apps": "10",
        "count/replicasets.apps": "110",
        configmaps: "20",
        secrets: "20",
      },
    });
  });

  it("may be zero for some kinds", () => {
    const { hard } = quotaSpec({ ...byDefault, services: 0, loadBalancers: 0, volumes: 0 });
    expect(hard).toMatchObject({
      services: "0",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
      persistentvolumeclaims: "0",
      "requests.storage": "0Gi",
    });
  });

  it("allows no pod that preempts others", () => {
    expect(noPriority).toEqual({
      hard: { pods: "0" },
      scopeSelector: {
        matchExpressions: [
          { scopeName: "PriorityClass", operator: "In", values: ["system-node-critical", "system-cluster-critical"] },
        ],
      },
    });
  });
});

describe("the limits of a space", () => {
  it("give a container without requests its share, and a pod and a volume a maximum", () => {
    expect(limitsSpec(byDefault)).toEqual({
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "20m", memory: "64Mi", "ephemeral-storage": "16Mi" },
          default: { cpu: "200m", memory: "128Mi", "ephemeral-storage": "512Mi" },
          min: { cpu: "1m", memory: "4Mi", "ephemeral-storage": "1Mi" },
        },
        { type: "Pod", max: { cpu: "1000m", memory: "640Mi", "ephemeral-storage": "1024Mi" } },
        { type: "PersistentVolumeClaim", max: { storage: "5Gi" } },
      ],
    });
  });

  it.each(quotas)("let as many plain pods run as the quota allows: %s", (_what, quota) => {
    const { hard } = quotaSpec(quota);
    const { defaultRequest, default: limit } = limitsFor(quota, "Container");
    for (const resource of ["cpu", "memory"] as const) {
      const [requests, limits] = [amount(hard[`requests.${resource}`]), amount(hard[`limits.${resource}`])];
      expect(amount(defaultRequest![resource]) * quota.pods).toBeLessThanOrEqual(requests);
      expect(amount(limit![resource]) * quota.pods).toBeLessThanOrEqual(limits);
      // No whole share is left over.
      expect(amount(limit![resource]) * (quota.pods + 1)).toBeGreaterThan(limits);
    }
    expect(amount(limit!["ephemeral-storage"]) * quota.pods).toBeLessThanOrEqual(
      amount(hard["limits.ephemeral-storage"]),
    );
  });

  it.each(quotas)("admit a plain pod: its defaults are between minimum and maximum: %s", (_what, quota) => {
    const { defaultRequest, default: limit, min } = limitsFor(quota, "Container");
    const { max } = limitsFor(quota, "Pod");
    for (const resource of ["cpu", "memory", "ephemeral-storage"]) {
      const rising = [min, defaultRequest, limit, max].map((bounds) => amount(bounds![resource]));
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
    }
  });

  it.each(quotas)("let one pod have half of a space at most, unless there can be only one: %s", (_what, quota) => {
    const { hard } = quotaSpec(quota);
    const { max } = limitsFor(quota, "Pod");
    const part = quota.pods === 1 ? 1 : 2;
    for (const resource of ["cpu", "memory"] as const) {
      expect(amount(max![resource]) * part).toBeLessThanOrEqual(amount(hard[`limits.${resource}`]));
    }
  });

  it.each(quotas)("are accepted by Kubernetes, as is the quota: %s", (_what, quota) => {
    const of = (kind: string, spec: object) =>
      refusals(coreModels, `kubernetes:core/v1:${kind}`, { metadata: { name: "student" }, spec });
    expect([...of("ResourceQuota", quotaSpec(quota)), ...of("LimitRange", limitsSpec(quota))]).toEqual([]);
  });

  it("fit the quota's storage for the number of volumes", () => {
    expect(quotaSpec({ ...byDefault, volumes: 3 }).hard["requests.storage"]).toBe(`${3 * volumeGibibytes}Gi`);
  });
});
