import { registryUser, sharedRepositories } from "../../config/students/registry";
import { officialImages } from "../../facts/images";
import type { Values } from "./placeholders";

/** Of the same version as that of the Docker host (host/start). */
const sample = `${officialImages}/nginx:1.30.4-alpine3.24`;

/** What exercises call by placeholders: names and addresses of one student. @param registry `undefined` if the lab has none */
export function valuesFor(label: string, registry: string | undefined, nodeCount: number | undefined): Values {
  return {
    label,
    user: registryUser({ label }),
    sample,
    ...(registry !== undefined && { registry, app: `${registry}/${sharedRepositories.app}:lab` }),
    ...(nodeCount !== undefined && { nodes: String(nodeCount) }),
  };
}
