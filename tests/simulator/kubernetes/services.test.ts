import { kubernetesModels } from "../../../simulator/kubernetes/models";
import { serviceStatus } from "../../../simulator/kubernetes/services";
import type { Inputs, SimulatedResource } from "../../../simulator/model";
import { made } from "../helpers";

const type = "kubernetes:core/v1:Service";
const balancer = { spec: { type: "LoadBalancer" } };
const skipping = { "pulumi.com/skipAwait": "true" };

/** What the cluster says of a Service once others are there. */
function statusOf(inputs: Inputs, ...existing: SimulatedResource[]) {
  return serviceStatus({ urn: "urn:it", type, name: "it", inputs, randomSuffix: "0a1b2c3d", existing });
}
const service = (name: string, inputs: Inputs) => made(kubernetesModels, type, name, inputs);
const addressed = (ip: string) => ({ loadBalancer: { ingress: [{ ip }] } });

describe("the address of a load balancer", () => {
  it("is the first that is set aside for documents, and for each other the next", () => {
    const others = [service("a", balancer), service("b", balancer)];
    expect(statusOf(balancer)).toEqual(addressed("203.0.113.20"));
    expect(statusOf(balancer, others[0]!)).toEqual(addressed("203.0.113.21"));
    expect(statusOf(balancer, ...others)).toEqual(addressed("203.0.113.22"));
  });

  it("is not taken by what is no load balancer", () => {
    const others = [service("a", { spec: { type: "ClusterIP" } }), service("b", {})];
    const pod = made(kubernetesModels, "kubernetes:apps/v1:Deployment", "c", { spec: { type: "LoadBalancer" } });
    expect(statusOf(balancer, ...others, pod)).toEqual(addressed("203.0.113.20"));
  });

  it("is not there yet for who does not wait for it", () => {
    expect(statusOf({ ...balancer, metadata: { annotations: skipping } })).toEqual({ loadBalancer: {} });
    expect(statusOf({ ...balancer, metadata: { annotations: { "pulumi.com/skipAwait": "false" } } })).toEqual(
      addressed("203.0.113.20"),
    );
  });
});
