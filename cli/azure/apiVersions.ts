import { z } from "zod";
import type { Arm } from "./arm";
import { typeOf } from "./ids";

const providerShape = z.object({
  resourceTypes: z.array(
    z.object({ resourceType: z.string(), apiVersions: z.array(z.string()), defaultApiVersion: z.string().optional() }),
  ),
});

/** API version by which a resource of any type is read or deleted, that of a fork too: Azure itself lists them by type. */
export function createApiVersions(arm: Arm): (id: string) => Promise<string> {
  const providers = new Map<string, Promise<z.output<typeof providerShape>>>();
  const providerOf = (namespace: string) => {
    const key = namespace.toLowerCase();
    const path = `${arm.scope}/providers/${namespace}`;
    const asked = providers.get(key) ?? arm.get({ path, apiVersion: "2021-04-01", shape: providerShape });
    providers.set(key, asked);
    return asked;
  };
  return async (id) => {
    const [namespace = "", ...types] = typeOf(id).split("/");
    if (namespace === "Microsoft.Resources") return "2021-04-01";
    const { resourceTypes } = await providerOf(namespace);
    const name = types.join("/").toLowerCase();
    const type = resourceTypes.find(({ resourceType }) => resourceType.toLowerCase() === name);
    const stable = type?.apiVersions.filter((version) => !version.includes("preview")) ?? [];
    return type?.defaultApiVersion ?? stable[0] ?? type?.apiVersions[0] ?? "2021-04-01";
  };
}
