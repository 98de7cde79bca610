import type { Answer, Inputs, Request, ResourceModel } from "../model";

/** The subscription that the rehearsal plays in; Azure gives none of this form. */
export const subscriptionId = "00000000-0000-0000-0000-000000000000";

/** What Azure Resource Manager knows of one resource type. */
export interface ArmModel {
  /** Resource type in a resource id, such as `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
  /** Input that holds the name, which azure-native otherwise makes up from the logical name and eight random digits. */
  readonly nameProperty: string;
  /** Names that Azure takes (Learn, "Naming rules and restrictions for Azure resources"). */
  readonly nameRule: RegExp;
  /** Properties in addition to the inputs, `id` and `name`. */
  outputs?(request: Request & { readonly id: string; readonly resourceName: string }): Inputs;
  /** What Azure would refuse in these inputs. */
  faults?(inputs: Inputs): string[];
}

/** A resource of a resource group. Its id and name are formed as azure-native and Azure form them. */
export function armResource(model: ArmModel): ResourceModel {
  return {
    answer(request) {
      const resourceName = nameOf(model, request);
      const id = `${groupId(request.inputs["resourceGroupName"])}/providers/${armPath(model.type, request.inputs, resourceName)}`;
      return { id, outputs: { name: resourceName, ...model.outputs?.({ ...request, id, resourceName }) } };
    },
    faults(inputs, answer) {
      return [...nameFaults(model, answer), ...(model.faults?.(inputs) ?? [])];
    },
  };
}

export function groupId(name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

export function nameOf(model: Pick<ArmModel, "nameProperty">, { inputs, name, suffix }: Request): string {
  return (inputs[model.nameProperty] as string | undefined) ?? `${name}${suffix}`;
}

export function nameFaults(model: Pick<ArmModel, "nameRule">, answer: Answer): string[] {
  const name = String(answer.outputs["name"]);
  return model.nameRule.test(name)
    ? []
    : [`Azure takes no such name: ${JSON.stringify(name)} does not match ${model.nameRule}`];
}

/** A type such as `A/parents/children` needs the parent's name between the two: `A/parents/<parent>/children/<name>`. */
function armPath(type: string, inputs: Inputs, name: string): string {
  const [namespace, ...types] = type.split("/");
  const names = types.length === 1 ? [name] : [String(inputs["resourceName"]), name];
  return [namespace, ...types.flatMap((part, index) => [part, names[index]])].join("/");
}

/** A GUID that is the same at each run, out of eight hex digits and a letter that tells one resource's ids apart. */
export function guid(suffix: string, kind: string): string {
  return `${suffix}-0000-4000-8000-${Buffer.from(kind).toString("hex").padStart(12, "0").slice(-12)}`;
}
