import type * as pulumi from "@pulumi/pulumi";

/** A property bag as Pulumi sends it, without the marks of its secrets. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a program may send has no type; checks look at it piece by piece.
export type Inputs = Record<string, any>;

/** Replaces a secret wherever something is shown. */
export const masked = "[secret]";

/** Replaces a value that is unknown before `pulumi up`, wherever something is shown. */
export const unknown = "[unknown]";

/** A resource as the program registered it. */
export interface SimulatedResource {
  readonly urn: string;
  /** Pulumi type token. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** URN of the parent, or `null` right under the stack. */
  readonly parent: string | null;
  /** Whether a provider manages it. False for components. */
  readonly custom: boolean;
  /** Whether the simulator has a model of its type. True for components. */
  readonly modelled: boolean;
  /** Paths of inputs that come from something without a model, such as `spec.replicas`. What reads one cannot be checked. */
  readonly unknownInputs: readonly string[];
  /** Id from its provider, `""` for components. */
  readonly id: string;
  /** Inputs, including secrets. */
  readonly inputs: Inputs;
  /** The same with `"[secret]"` in place of each secret: the only form that may be shown. */
  readonly shownInputs: Inputs;
  /** Inputs and what the provider added. */
  readonly state: Inputs;
  /** Reference of its explicit provider, or `""`. */
  readonly provider: string;
  readonly options: ResourceOptions;
}

/** Resource options that change what the engine does. */
export interface ResourceOptions {
  /** URNs that must exist before. */
  readonly dependencies: readonly string[];
  /** URN of the resource whose deletion takes this one with it, or `""`. */
  readonly deletedWith: string;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** URNs of the resources whose replacement replaces this one. */
  readonly replaceWith: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** What a provider returns when it has created a resource. */
export interface CreateResult {
  readonly id: string;
  /** Properties in addition to the inputs. */
  readonly outputs: Inputs;
}

/** A resource that is about to be created. `I` are its inputs. */
export interface Request<I = Inputs> {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: I;
  /** Eight hex digits, the same in each run, in place of a provider's random ones. */
  readonly randomSuffix: string;
  /** Resources created earlier, in which a provider looks up what the inputs leave out. */
  readonly existing: readonly SimulatedResource[];
}

/** How one resource type behaves. `I` are its inputs. */
export interface ResourceModel<I = Inputs> {
  create(request: Request<I>): CreateResult;
  /** What the service would refuse in these inputs, a sentence each. */
  check?(inputs: I, result: CreateResult): string[];
}

/**
 * A model whose inputs have the types of the SDK's `…Args`, so that a misspelt property does not compile. The catalog holds
 * all models without these types, and this is where they are dropped: a program may cast or be written in plain JavaScript.
 * So a model must read what it gets with care, with `?.` and defaults also for what the SDK requires.
 */
export function typedModel<Args>(model: ResourceModel<pulumi.Unwrap<Args>>): ResourceModel {
  return model as ResourceModel;
}

/** What a provider returns for the call of a function. @param existing resources created earlier */
export type ProviderFunction = (inputs: Inputs, existing: readonly SimulatedResource[]) => Inputs;

/** Something that would be refused, and the resource at fault. */
export interface Fault {
  readonly resource: Pick<SimulatedResource, "name" | "type">;
  readonly message: string;
}

/** What a service would refuse once it sees all resources together. */
export type CrossCheck = (resources: readonly SimulatedResource[]) => Fault[];

/** `faultsOf([broken, "sentence"], …)` returns the sentences whose condition is true. */
export function faultsOf(...checks: readonly (readonly [boolean, string])[]): string[] {
  return checks.filter(([broken]) => broken).map(([, message]) => message);
}

/** Values that occur in a list more than once. */
export function repeated<T>(values: readonly T[]): T[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** Names that occur in a list more than once, compared without regard to case. In their later spelling. */
export function repeatedNames(names: readonly string[]): string[] {
  const lower = names.map((name) => String(name).toLowerCase());
  return [...new Set(names.filter((_, index) => lower.indexOf(lower[index]!) !== index))];
}

/** A resource with the same key as an earlier one, and the first of those. */
export interface Duplicate {
  readonly resource: SimulatedResource;
  readonly first: SimulatedResource;
}

export function duplicatesBy(
  resources: readonly SimulatedResource[],
  keyOf: (resource: SimulatedResource) => string,
): Duplicate[] {
  const firsts = new Map<string, SimulatedResource>();
  return resources.flatMap((resource) => {
    const key = keyOf(resource);
    const first = firsts.get(key) ?? resource;
    firsts.set(key, first);
    // Two with one URN are refused as the second is registered; their keys are the same for that reason alone.
    return first.urn === resource.urn ? [] : [{ resource, first }];
  });
}
