/** The parts of a container that the policies look at. */
export interface Container {
  readonly name?: string;
  readonly image?: string;
  readonly securityContext?: { readonly privileged?: boolean; readonly windowsOptions?: { hostProcess?: boolean } };
}

/** The same of a pod. */
export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly volumes?: readonly { readonly hostPath?: object }[];
  readonly securityContext?: { readonly windowsOptions?: { readonly hostProcess?: boolean } };
}

/** Every pod in the properties of a resource, wherever it is: in a Pod, a Deployment, a CronJob, a custom resource, an Azure container app. */
export function podSpecsIn(value: unknown): PodSpec[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(podSpecsIn);
  return isPodSpec(value) ? [value, ...inner] : inner;
}

function isPodSpec(value: object): value is PodSpec {
  const { containers } = value as { containers?: unknown };
  return Array.isArray(containers) && containers.every((one) => typeof one === "object" && one !== null);
}

export function containersOf({ initContainers = [], containers }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers];
}
