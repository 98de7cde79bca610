import { byKubernetes, byLimits, byQuota } from "../attacks/attack";
import { type Manifest, containerOf, deploymentOf, podOf, resources } from "./manifest";

/** Requests and limits as the documentation has them, with and without each other. */
export function amountManifests(image: string): Manifest[] {
  const pod = (
    name: string,
    requests: object | undefined,
    limits: object | undefined,
    outcome: Manifest["outcome"],
  ): Manifest => ({
    name: `a pod ${name}`,
    objects: [podOf("amounts", [containerOf(image, resources(requests, limits))])],
    outcome,
  });
  const usual = resources({ cpu: "250m", memory: "64Mi" }, { cpu: "500m", memory: "128Mi" });
  const two = ["app", "log-aggregator"].map((name) => containerOf(image, { name, ...usual }));
  const whole = {
    resources: { requests: { cpu: "1", memory: "100Mi" }, limits: { cpu: "1", memory: "200Mi" } },
  };
  const half = resources({ cpu: "500m", memory: "50Mi" }, { cpu: "500m", memory: "100Mi" });
  return [
    {
      name: "two containers with 250m and 64Mi, up to 500m and 128Mi",
      objects: [podOf("frontend", two)],
      outcome: "runs",
    },
    { name: "the same as a Deployment of two", objects: [deploymentOf("frontend", 2, two)], outcome: "runs" },
    {
      name: "the same as a Deployment of three",
      objects: [deploymentOf("frontend", 3, two)],
      outcome: byQuota("student", "requests.cpu"),
    },
    {
      name: "three replicas that request 250m each",
      objects: [deploymentOf("three", 3, [containerOf(image, resources({ cpu: "250m" }, undefined))])],
      outcome: "runs",
    },
    pod("that requests 500m without a limit", { cpu: "500m" }, undefined, "runs"),
    pod("that requests 200Mi without a limit", { memory: "200Mi" }, undefined, "runs"),
    pod("with a limit of 1 CPU and 1Gi", undefined, { cpu: "1", memory: "1Gi" }, "runs"),
    pod("that requests 600m without a limit", { cpu: "600m" }, undefined, byKubernetes(422, "cpu limit")),
    pod("that requests 300Mi without a limit", { memory: "300Mi" }, undefined, byKubernetes(422, "memory limit")),
    pod("with a limit of 2Gi", { memory: "64Mi" }, { memory: "2Gi" }, byLimits("maximum memory usage per Pod")),
    {
      name: "CPU and memory for the whole pod, with a container that says nothing",
      objects: [podOf("whole", [containerOf(image, half), containerOf(image, { name: "silent" })], whole)],
      outcome: byKubernetes(422, "aggregate container requests"),
    },
  ];
}
