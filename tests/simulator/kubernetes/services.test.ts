import { models } from "../../../simulator/catalog";
import { serviceStatus } from "../../../simulator/kubernetes/services";
import type { Inputs, SimulatedResource } from "../../../simulator/model";
import { answerOf, record, refusals } from "../helpers";

const type = "kubernetes:core/v1:Service";
const balancer = { spec: { type: "LoadBalancer" } };
const skipping = { "pulumi.com/skipAwait": "true" };

/** What the cluster says of a Service once others are there. */
function statusOf(inputs: Inputs, ...existing: SimulatedResource[]) {
  return serviceStatus({ urn: "urn:it", type, name: "it", inputs, randomSuffix: "0a1b2c3d", existing });
}
const service = (name: string, inputs: Inputs) => record(models, type, name, inputs);
const addressed = (ip: string) => ({ loadBalancer: { ingress: [{ ip }] } });

describe("the address of a load balancer", () => {
  it("is the first one reserved for documentation, then the next ones", () => {
    const others = [service("a", balancer), service("b", balancer)];
    expect(statusOf(balancer)).toEqual(addressed("203.0.113.20"));
    expect(statusOf(balancer, others[0]!)).toEqual(addressed("203.0.113.21"));
    expect(statusOf(balancer, ...others)).toEqual(addressed("203.0.113.22"));
  });

  it("is counted for load balancers only", () => {
    const others = [service("a", { spec: { type: "ClusterIP" } }), service("b", {})];
    const pod = record(models, "kubernetes:apps/v1:Deployment", "c", { spec: { type: "LoadBalancer" } });
    expect(statusOf(balancer, ...others, pod)).toEqual(addressed("203.0.113.20"));
  });

  it("is missing if the program does not wait for it", () => {
    expect(statusOf({ ...balancer, metadata: { annotations: skipping } })).toEqual({ loadBalancer: {} });
    expect(statusOf({ ...balancer, metadata: { annotations: { "pulumi.com/skipAwait": "false" } } })).toEqual(
      addressed("203.0.113.20"),
    );
  });
});

describe("a Service", () => {
  const of = (spec: Inputs) => refusals(models, type, { metadata: { name: "app" }, spec });

  it("is refused without a port", () => {
    expect(of({ ports: [] })).toEqual(["a Service has at least one port"]);
    expect(of({})).toEqual(["a Service has at least one port"]);
    expect(of({ ports: [{ port: 80 }] })).toEqual([]);
  });

  it.each([
    ["headless", { clusterIP: "None", selector: { app: "app" } }],
    ["another name for a host", { type: "ExternalName", externalName: "example.com" }],
  ])("needs none if it is %s", (_what, spec) => {
    expect(of(spec)).toEqual([]);
  });

  it("is refused if one of several ports lacks a name", () => {
    expect(of({ ports: [{ name: "http", port: 80 }, { port: 443 }] })).toEqual([
      "with several ports, each needs a name",
    ]);
    expect(
      of({
        ports: [
          { name: "http", port: 80 },
          { name: "https", port: 443 },
        ],
      }),
    ).toEqual([]);
  });

  it("is refused with a port that no machine has, and takes a name for the target", () => {
    const ports = [
      { name: "a", port: 0, targetPort: "http" },
      { name: "b", port: 65535, targetPort: 65536 },
    ];
    const allowed = "is no port: allowed is 1 to 65535";
    expect(of({ ports })).toEqual([`the port 0 ${allowed}`, `the targetPort 65536 ${allowed}`]);
  });

  it("is refused if two ports share a name, or a number and protocol", () => {
    expect(
      of({
        ports: [
          { name: "http", port: 80 },
          { name: "http", port: 443 },
        ],
      }),
    ).toHaveLength(1);
    expect(
      of({
        ports: [
          { name: "a", port: 80 },
          { name: "b", port: 80 },
        ],
      }),
    ).toHaveLength(1);
    expect(
      of({
        ports: [
          { name: "a", port: 53, protocol: "TCP" },
          { name: "b", port: 53, protocol: "UDP" },
        ],
      }),
    ).toEqual([]);
  });

  it("has an address only as a load balancer", () => {
    const ownStatus = (kind?: string) =>
      answerOf(models, type, { metadata: {}, spec: { type: kind } }).outputs["status"];
    expect(ownStatus("LoadBalancer")).toEqual({ loadBalancer: { ingress: [{ ip: "203.0.113.20" }] } });
    expect(ownStatus("ClusterIP")).toEqual({ loadBalancer: {} });
    expect(ownStatus()).toEqual({ loadBalancer: {} });
  });
});
