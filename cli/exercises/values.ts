import { registryUser, sharedRepositories } from "../../config/students/registry";
import { officialImages } from "../../facts/images";
import { registryAnnotation } from "../../facts/labels";
import type { Space } from "./observed";
import type { Values } from "./placeholders";

/** Of the same version as that of the Docker host (host/start). */
const sampleName = "nginx:1.30.4-alpine3.24";

/** What exercises call by placeholders: names and addresses of one student. @param registry `undefined` if the lab has none */
export function valuesFor(label: string, registry: string | undefined): Values {
  return {
    label,
    user: registryUser({ label }),
    sample: `${sampleSource(registry)}/${sampleName}`,
    ...(registry !== undefined && { registry, app: `${registry}/${sharedRepositories.app}:lab` }),
  };
}

/** The same, and what they call of the student's space on the cluster. */
export function valuesIn(
  space: Pick<Space, "quotas">,
  label: string,
  registry: string | undefined,
  nodes: number,
): Values {
  return { ...valuesFor(label, registry), nodes: String(nodes), serviceType: serviceTypeIn(space) };
}

/** The registry that a space belongs to, which the lab has noted on the space's quota; `undefined` if it has none. */
export function registryIn({ quotas }: Pick<Space, "quotas">): string | undefined {
  return quotas.map(({ metadata }) => metadata.annotations?.[registryAnnotation]).find((one) => one !== undefined);
}

/** The type of Service that a student may expose something with. Of load balancers a class may have none (`studentLoadBalancers`). */
function serviceTypeIn({ quotas }: Pick<Space, "quotas">): "ClusterIP" | "LoadBalancer" {
  const hasNone = quotas.some(({ status }) => status?.hard?.["services.loadbalancers"] === "0");
  return hasNone ? "ClusterIP" : "LoadBalancer";
}

/** Whether a registry is on this machine: Docker talks to such ones without TLS. */
export function isOnThisMachine(registry: string): boolean {
  return /^(localhost|127\.0\.0\.1)(:|$)/.test(registry);
}

/**
 * Where a public image comes from. Azure's registry keeps a copy for the class: of Amazon's, one address gets one image a second
 * (Amazon ECR Public service quotas, "Rate of unauthenticated image pulls"). A registry on this machine would save nobody a pull.
 */
function sampleSource(registry: string | undefined): string {
  if (registry === undefined || isOnThisMachine(registry)) return officialImages;
  return `${registry}/${sharedRepositories.library}`;
}
