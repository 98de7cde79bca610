import { z } from "zod";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { nameOf } from "../../azure/ids";
import { type Check, fails, ok } from "../check";
import { idsOfType } from "../needs";

const shape = z.looseObject({ properties: z.looseObject({ roleAssignmentMode: z.string().nullish() }) });

/** In the mode by attributes AcrPull and AcrPush give nothing (azure-management-docs, "Microsoft Entra attribute-based access control"). */
const byAttributes = "AbacRepositoryPermissions";

export const registryMode: Check = {
  id: "registry",
  target: "azure",
  needs: ["sign-in"],
  async run(subject) {
    const [id] = await idsOfType(subject, "Microsoft.ContainerRegistry/registries");
    if (id === undefined) return [ok("not there yet; Azure gives it the mode of roles that it then has by default")];
    const arm = await subject.arm();
    const registry = await arm.find({ path: id, apiVersion: apiVersions.registries, shape });
    if (registry === undefined) return [ok("gone from Azure; `pulumi refresh` tells Pulumi")];
    if (registry.properties.roleAssignmentMode !== byAttributes)
      return [ok("its roles are those that the lab assigns")];
    return [
      fails(
        `${nameOf(id)} is in the mode ${byAttributes}, in which nodes and host cannot pull by the role AcrPull`,
        `az acr update --name ${nameOf(id)} --role-assignment-mode rbac`,
      ),
    ];
  },
};
