import { servicePolicy } from "../../../../components/kubernetes/students/servicePolicy";

describe("servicePolicy", () => {
  it("refuses Services that pick their own address or a node's port, also while the policy itself fails", () => {
    const nodePorts =
      "2379, 2380, 2381, 6443, 6444, 8472, 10248, 10249, 10250, 10256, 10257, 10258, 10259, 51820, 51821";
    expect(servicePolicy).toEqual({
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
          expression:
            "!has(object.spec.type) || object.spec.type != 'LoadBalancer' || !has(object.spec.ports) || " +
            `object.spec.ports.all(each, !(each.port in [${nodePorts}]))`,
          message: `a student's load balancer has none of the nodes' own ports (${nodePorts})`,
        },
        {
          expression:
            "!has(object.metadata.annotations) || !object.metadata.annotations.exists(key, key.startsWith('service.beta.kubernetes.io/azure-'))",
          message: "a student's Service has no annotations for Azure's load balancer",
        },
      ],
    });
  });
});
