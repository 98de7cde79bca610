import type { Unwrap } from "@pulumi/pulumi";
import type { CreateResult, Inputs, ProviderFunction, Request, ResourceModel } from "../model";

/** The subscription of the rehearsal. Azure never issues one of this form. */
export const subscriptionId = "00000000-0000-0000-0000-000000000000";

/** What Azure Resource Manager knows of one resource type. `I` are its inputs. */
export interface ArmModel<I = Inputs> {
  /** Resource type in a resource id, such as `Microsoft.Network/virtualNetworks`. */
  readonly type: string;
  /** Input that holds the name. Without it azure-native generates one: the logical name and eight random digits. */
  readonly nameProperty: keyof I & string;
  /** Input that holds the name of what this is a part of. @default resourceName */
  readonly parentProperty?: keyof I & string;
  /** Names that Azure accepts (Learn, "Naming rules and restrictions for Azure resources"). */
  readonly nameRule: RegExp;
  /** Properties in addition to the inputs, `id` and `name`. */
  outputs?(request: Request<I> & { readonly id: string; readonly resourceName: string }): Inputs;
  /** What Azure would refuse in these inputs, besides the name. */
  check?(inputs: I, result: CreateResult): string[];
}

/**
 * A resource of a resource group, its inputs typed by the SDK's `Args` (see `typedModel`). Its id and name are formed as
 * azure-native and Azure form them.
 */
export function armResource<Args>(typed: ArmModel<Unwrap<Args>>): ResourceModel {
  const model = typed as ArmModel;
  return {
    create(request) {
      const resourceName = nameOf(model, request);
      const id = `${groupId(request.inputs["resourceGroupName"])}/providers/${armPath(model, request.inputs, resourceName)}`;
      const location = missingLocation(model, request);
      const inputs = { ...request.inputs, ...location };
      return {
        id,
        outputs: { name: resourceName, ...location, ...model.outputs?.({ ...request, inputs, id, resourceName }) },
      };
    },
    check(inputs, result) {
      return [...nameFaults(model, result), ...(model.check?.(inputs, result) ?? [])];
    },
  };
}

/**
 * A function that reads a resource of a resource group by its names, as `getVirtualMachine` does.
 *
 * @param type Resource type in a resource id
 * @param nameProperty argument that holds the name
 */
export function getFunction(type: string, nameProperty: string): ProviderFunction {
  return (inputs, existing) => {
    const id = `${groupId(inputs["resourceGroupName"])}/providers/${type}/${inputs[nameProperty]}`;
    const found = existing.find((resource) => sameId(resource.id, id));
    if (!found) throw new Error(`Azure has no ${id}`);
    return { ...found.state, id: found.id };
  };
}

export function groupId(name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

/** Without a location azure-native uses that of the resource group. A part of another resource has no location. */
function missingLocation({ type }: ArmModel, { inputs, existing }: Request): { location?: string } {
  if (inputs["location"] !== undefined || isPart(type)) return {};
  const group = existing.find(({ id }) => sameId(id, groupId(inputs["resourceGroupName"])));
  return group ? { location: group.state["location"] as string } : {};
}

/** Whether two ids are of the same resource. Azure compares ids without regard to case. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function nameOf(model: Pick<ArmModel, "nameProperty">, { inputs, name, randomSuffix }: Request): string {
  return (inputs[model.nameProperty] as string | undefined) ?? `${name}${randomSuffix}`;
}

export function nameFaults(model: Pick<ArmModel, "nameRule">, result: CreateResult): string[] {
  const name = String(result.outputs["name"]);
  return model.nameRule.test(name)
    ? []
    : [`Azure does not accept this name: ${JSON.stringify(name)} does not match /${model.nameRule.source}/`];
}

/** A type such as `A/parents/children` has the parent's name in its id: `A/parents/<parent>/children/<name>`. */
function armPath({ type, parentProperty = "resourceName" }: ArmModel, inputs: Inputs, name: string): string {
  const [namespace, ...types] = type.split("/");
  const names = isPart(type) ? [String(inputs[parentProperty]), name] : [name];
  return [namespace, ...types.flatMap((part, index) => [part, names[index]])].join("/");
}

/** Whether a type is that of a part of another resource, as `A/parents/children` is. */
function isPart(type: string): boolean {
  return type.split("/").length > 2;
}

/** Outputs of a resource that has an identity managed by Azure: with its object id. Without an identity there is nothing. */
export function identityOutputs(identity: object | undefined, randomSuffix: string): Inputs {
  const ids = { principalId: guid(randomSuffix, "object"), tenantId: guid(randomSuffix, "tenant") };
  return identity ? { identity: { ...identity, ...ids } } : {};
}

/** A GUID that is the same in each run: eight hex digits of the resource, and the kind of the id in ASCII. */
export function guid(randomSuffix: string, kind: string): string {
  return `${randomSuffix}-0000-4000-8000-${Buffer.from(kind).toString("hex").padStart(12, "0").slice(-12)}`;
}
