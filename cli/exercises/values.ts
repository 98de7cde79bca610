import { registryUser, sharedRepositories } from "../../config/students/registry";
import { officialImages } from "../../facts/images";
import type { Values } from "./placeholders";

/** Of the same version as that of the Docker host (host/start). */
const sampleName = "nginx:1.30.4-alpine3.24";

/** What exercises call by placeholders: names and addresses of one student. @param registry `undefined` if the lab has none */
export function valuesFor(label: string, registry: string | undefined, nodeCount: number | undefined): Values {
  return {
    label,
    user: registryUser({ label }),
    sample: `${sampleSource(registry)}/${sampleName}`,
    ...(registry !== undefined && { registry, app: `${registry}/${sharedRepositories.app}:lab` }),
    ...(nodeCount !== undefined && { nodes: String(nodeCount) }),
  };
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
