import { nodePorts } from "../../../../facts/kubernetes/ports";
import { type AdmissionRules, byStudent, celList, unsetOr } from "./policy";

/** Ports and source ranges of a Service. Each becomes rules on every node: thousands hold up everybody's network. */
const mostPorts = 10;

/** Ports of load balancers that lessons use. k3s opens them on every node, so no port that a node needs is among them. */
const fewPorts = [80, 443, 3000, 5000];
const [firstPort, lastPort] = [8000, 8999];
const nodePortsAmong = nodePorts.filter((port) => port >= firstPort && port <= lastPort);

/** Annotations that redirect nothing: names without a domain, and those of kubectl, Helm and Pulumi. */
const annotationDomains = ["kubectl.kubernetes.io", "app.kubernetes.io", "meta.helm.sh", "pulumi.com"];
const annotations = ["kubernetes.io/change-cause"];

/** Domains that no public name is in (RFC 6762, RFC 9476, ICANN's .internal, 2024-07); `svc` is the cluster's own. */
const privateDomains = ["local", "localdomain", "localhost", "internal", "svc", "arpa", "home", "lan"];

/**
 * What a student's Service must not do: take an address or a port that belongs to somebody else (CVE-2020-8554), or keep every
 * node busy.
 *
 * @param takenPorts ports of load balancers on this cluster that the lab's app has
 */
export function serviceRules(takenPorts: readonly number[]): AdmissionRules {
  const isLoadBalancer = "has(object.spec.type) && object.spec.type == 'LoadBalancer' && has(object.spec.ports)";
  return {
    resources: [{ group: "", names: ["services"] }],
    operations: ["CREATE", "UPDATE"],
    when: byStudent,
    variables: {
      oldAnnotations:
        "oldObject != null && has(oldObject.metadata.annotations) ? oldObject.metadata.annotations.map(key, key) : []",
    },
    validations: [
      [
        "a student's Service has no externalIPs",
        unsetOr("object.spec.externalIPs", "object.spec.externalIPs.size() == 0"),
      ],
      [
        "a student's Service has no loadBalancerIP",
        unsetOr("object.spec.loadBalancerIP", "object.spec.loadBalancerIP == ''"),
      ],
      [
        `a student's Service has ${mostPorts} ports at most`,
        unsetOr("object.spec.ports", `object.spec.ports.size() <= ${mostPorts}`),
      ],
      [
        `a student's Service has ${mostPorts} source ranges at most`,
        unsetOr("object.spec.loadBalancerSourceRanges", `object.spec.loadBalancerSourceRanges.size() <= ${mostPorts}`),
      ],
      [
        `a student's load balancer has ports of these only: ${fewPorts.join(", ")}, and ${firstPort} to ${lastPort} but ` +
          nodePortsAmong.join(", "),
        `!(${isLoadBalancer}) || object.spec.ports.all(one, one.port in ${celList(fewPorts)} || ` +
          `(one.port >= ${firstPort} && one.port <= ${lastPort} && !(one.port in ${celList(nodePortsAmong)})))`,
      ],
      ...takenPorts.map(
        (port) =>
          [
            `port ${port} of the load balancer is the lab app's: choose another, such as ${firstPort + port}`,
            `!(${isLoadBalancer}) || object.spec.ports.all(one, one.port != ${port})`,
          ] as const,
      ),
      [
        `a student's Service has no annotations with a domain but ${[...annotationDomains, ...annotations].join(", ")}`,
        unsetOr(
          "object.metadata.annotations",
          "object.metadata.annotations.all(key, key in variables.oldAnnotations || !key.contains('/') || " +
            `key in ${celList(annotations)} || ${celList(annotationDomains)}.exists(domain, key.startsWith(domain + '/')))`,
        ),
      ],
      [
        "a student's externalName is a public DNS name, such as db.example.com",
        "!has(object.spec.type) || object.spec.type != 'ExternalName' || !has(object.spec.externalName) || " +
          "(object.spec.externalName.matches('^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z][a-z0-9-]*[a-z0-9][.]?$') && " +
          `!object.spec.externalName.matches('[.](${privateDomains.join("|")})[.]?$'))`,
      ],
    ],
  };
}
