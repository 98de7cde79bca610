import { genericObject } from "./kubernetes/object";
import type { ResourceModel } from "./model";

/** A resource, or the call of a function, that the simulator has no model of. */
export interface Unmodelled {
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name; of a function "a call". */
  readonly name: string;
}

/** A type, or a function, that the simulator has no model of, and where a model belongs. */
export interface UnmodelledType {
  /** Pulumi type token. */
  readonly type: string;
  /** Logical names of the resources. */
  readonly names: readonly string[];
  /** File that the model belongs in, such as `simulator/azure/storage.ts`. */
  readonly file: string;
  /** Line to add to `simulator/catalog.ts`, unless it is there. */
  readonly line: string;
}

/** What is known of a resource of any type: its inputs. All its other outputs are unknown, as in a preview of Pulumi. */
const anyResource: ResourceModel = { create: ({ name, type }) => ({ id: isProvider(type) ? name : "", outputs: {} }) };

function isProvider(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** The model for a type that has none of its own. All objects of Kubernetes have names, labels and a namespace. */
export function genericModelOf(type: string): ResourceModel {
  return isKubernetesObject(type) ? genericObject : anyResource;
}

/** Whether a model can check inputs of which some are unknown: the generic one of Kubernetes reads their metadata only. */
export function isCheckable(model: ResourceModel, unknownInputs: readonly string[]): boolean {
  const read = model === genericObject ? unknownInputs.filter((path) => path.startsWith("metadata")) : unknownInputs;
  return read.length === 0;
}

/** Charts and whole files of YAML are no objects themselves. */
function isKubernetesObject(type: string): boolean {
  return type.startsWith("kubernetes:") && !/^kubernetes:(helm\.sh|yaml|kustomize)/.test(type);
}

/** Groups by type, in the order in which they came. */
export function unmodelledTypes(unmodelled: readonly Unmodelled[]): UnmodelledType[] {
  const namesByType = new Map<string, string[]>();
  for (const { type, name } of unmodelled) namesByType.set(type, [...(namesByType.get(type) ?? []), name]);
  return [...namesByType].map(([type, names]) => ({ type, names: [...new Set(names)], ...placeOf(type) }));
}

const folders: Readonly<Record<string, string>> = { "azure-native": "azure" };

/** `azure-native:storage/v20240101:Account` is the module `storage`, `kubernetes:networking.k8s.io/v1:Ingress` is `networking`. */
function placeOf(type: string): { file: string; line: string } {
  const [provider = "", path = ""] = type.split(":");
  const [module = "", kind = ""] = path.split("/");
  const folder = folders[provider] ?? provider;
  const name = module === "index" ? kind : module.replace(/\..*/, "");
  return { file: `simulator/${folder}/${name}.ts`, line: `...${name}Models,` };
}
