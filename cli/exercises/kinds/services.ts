import { z } from "zod";
import type { Service, Space } from "../observed";
import { type Finding, defineKind, failing, missing } from "./kind";

const serviceNameLabel = "kubernetes.io/service-name";

/** A Service of some type leads to ready pods, on the port on which they listen. */
export const serviceReaches = defineKind({
  room: "space",
  parameters: {
    name: z.string(),
    type: z.enum(["ClusterIP", "NodePort", "LoadBalancer", "{{serviceType}}"]),
    targetPort: z.number(),
  },
  ways: ["missing", "other-type", "other-port", "no-pods", "no-address", "no-answer"],
  find({ name, type, targetPort }, { space }) {
    const service = space?.services.find(({ metadata }) => metadata.name === name);
    if (!space || !service) return missing("missing", { name, type, targetPort: String(targetPort) });
    const { type: found = "ClusterIP", ports = [] } = service.spec;
    if (found !== type) return missing("other-type", { name, type, found });
    // A Service that names no target port has it from its port.
    const targets = ports.map((one) => String(one.targetPort ?? one.port));
    if (!targets.includes(String(targetPort))) {
      return failing("other-port", { name, targetPort: String(targetPort), found: targets.join(", ") });
    }
    return reach(service, space);
  },
});

function reach(service: Service, { endpointSlices, answers }: Space): Finding {
  const { name } = service.metadata;
  const slices = endpointSlices.filter(({ metadata }) => metadata.labels?.[serviceNameLabel] === name);
  const ready = slices.flatMap(({ endpoints }) => endpoints ?? []).some(({ conditions }) => conditions?.ready ?? true);
  const selector = Object.entries(service.spec.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (!ready) return failing("no-pods", { name, selector: selector.join(",") });
  const hasAddress = (service.status?.loadBalancer?.ingress ?? []).length > 0;
  if (service.spec.type === "LoadBalancer" && !hasAddress) return missing("no-address", { name });
  return answers[name] === false ? failing("no-answer", { name }) : undefined;
}
