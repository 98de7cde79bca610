import { nodePorts } from "../../../facts/kubernetes/ports";

/**
 * What a student's Service must not do: a Service that picks its own address, or a node's port, could draw everybody's
 * traffic to itself (CVE-2020-8554). Spec of a ValidatingAdmissionPolicy.
 */
export const servicePolicy = {
  failurePolicy: "Fail",
  matchConstraints: {
    resourceRules: [
      { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE", "UPDATE"], resources: ["services"] },
    ],
  },
  validations: [
    {
      expression: "!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0",
      message: "a student's Service has no externalIPs",
    },
    {
      expression: "!has(object.spec.loadBalancerIP) || object.spec.loadBalancerIP == ''",
      message: "a student's Service has no loadBalancerIP",
    },
    {
      // The load balancer of k3s listens on a Service's ports on every node, so it could take the API server's or kubelet's.
      expression:
        "!has(object.spec.type) || object.spec.type != 'LoadBalancer' || !has(object.spec.ports) || " +
        `object.spec.ports.all(each, !(each.port in [${nodePorts.join(", ")}]))`,
      message: `a student's load balancer has none of the nodes' own ports (${nodePorts.join(", ")})`,
    },
    {
      // With these annotations, a Service on Azure could take an address that belongs to somebody else.
      expression:
        "!has(object.metadata.annotations) || " +
        "!object.metadata.annotations.exists(key, key.startsWith('service.beta.kubernetes.io/azure-'))",
      message: "a student's Service has no annotations for Azure's load balancer",
    },
  ],
};
