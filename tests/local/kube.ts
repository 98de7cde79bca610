import type { HttpMethod } from "@kubernetes/client-node";
import {
  type Configuration,
  CoreV1Api,
  AppsV1Api,
  AuthorizationV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
  PolicyV1Api,
  ServerConfiguration,
  type V1Node,
  type V1Pod,
  createConfiguration,
} from "@kubernetes/client-node";

/** The owner that Kubernetes records for each applied field. */
const fieldManager = "lab-tests";

/** A request to an API server. */
export interface RawRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: unknown;
  /** Of the body. @default JSON */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawAnswer {
  readonly code: number;
  /** Parsed, if it is JSON. */
  readonly body: unknown;
}

/** A client of a cluster's API server. It counts calls and collects warnings. */
export class Kube {
  calls = 0;
  readonly warnings: string[] = [];
  readonly config = new KubeConfig();
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly policy: PolicyV1Api;
  readonly authorization: AuthorizationV1Api;
  private readonly configuration: Configuration;
  private readonly objects: KubernetesObjectApi;
  /** Exact bodies of applied objects: the client would drop fields that its own types do not have. */
  private readonly bodies = new Map<string, string>();

  /** @param kubeconfig YAML */
  constructor(kubeconfig: string) {
    this.config.loadFromString(kubeconfig);
    this.configuration = this.instrumentedConfiguration();
    const { configuration } = this;
    this.core = new CoreV1Api(configuration);
    this.apps = new AppsV1Api(configuration);
    this.policy = new PolicyV1Api(configuration);
    this.authorization = new AuthorizationV1Api(configuration);
    this.objects = new KubernetesObjectApi(configuration);
  }

  /** Server-side apply, as Pulumi's provider does it. @returns the object as it is in the cluster now */
  apply(object: KubernetesObject): Promise<KubernetesObject> {
    this.bodies.set(keyOf(object), JSON.stringify(object));
    return this.objects.patch(object, undefined, undefined, fieldManager, true, PatchStrategy.ServerSideApply);
  }

  /** The API server's answer for a path. */
  async get<T>(path: string): Promise<T> {
    return (await this.send({ method: "GET", path })).body as T;
  }

  /** Sends a request exactly as it is given. @returns the answer, also one that refuses */
  async send({ method, path, body, type = "application/json", headers = {} }: RawRequest): Promise<RawAnswer> {
    const { baseServer, httpApi, authMethods } = this.configuration;
    const request = baseServer.makeRequestContext(path, method as HttpMethod);
    await authMethods.default?.applySecurityAuthentication(request);
    for (const [name, value] of Object.entries(headers)) request.setHeaderParam(name, value);
    if (body !== undefined) {
      request.setHeaderParam("Content-Type", type);
      request.setBody(JSON.stringify(body));
    }
    const response = await httpApi.send(request).toPromise();
    const text = await response.body.text();
    const isJson = response.headers["content-type"]?.startsWith("application/json");
    return { code: response.httpStatusCode, body: isJson ? (JSON.parse(text) as unknown) : text };
  }

  async delete(object: KubernetesObject): Promise<void> {
    await this.objects.delete(object);
  }

  async read(object: KubernetesObject): Promise<KubernetesObject> {
    return this.objects.read(object as Parameters<KubernetesObjectApi["read"]>[0]);
  }

  async nodes(): Promise<V1Node[]> {
    return (await this.core.listNode()).items;
  }

  /** Names of the nodes that are Ready, sorted. */
  async readyNodes(): Promise<string[]> {
    return (await this.nodes())
      .filter(({ status }) => status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True"))
      .map(nameOf)
      .sort();
  }

  async mergePatchNode(name: string, body: object): Promise<void> {
    const node = { apiVersion: "v1", kind: "Node", metadata: { name }, ...body };
    await this.objects.patch(node, undefined, undefined, fieldManager, undefined, PatchStrategy.MergePatch);
  }

  async pods(namespace: string, labelSelector?: string): Promise<V1Pod[]> {
    return (await this.core.listNamespacedPod({ namespace, ...(labelSelector && { labelSelector }) })).items;
  }

  private instrumentedConfiguration(): Configuration {
    const cluster = this.config.getCurrentCluster();
    if (!cluster) throw new Error("the kubeconfig has no current cluster");
    return createConfiguration({
      baseServer: new ServerConfiguration(cluster.server, {}),
      authMethods: { default: this.config },
      promiseMiddleware: [
        {
          pre: (request) => {
            this.calls += 1;
            if (request.getHeaders()["Content-Type"] === PatchStrategy.ServerSideApply) {
              request.setBody(this.bodies.get(keyOf(JSON.parse(request.getBody() as string))));
            }
            return Promise.resolve(request);
          },
          post: (response) => {
            const warning = response.headers["warning"];
            if (warning !== undefined) this.warnings.push(warning);
            return Promise.resolve(response);
          },
        },
      ],
    });
  }
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return [kind, metadata?.namespace, metadata?.name].join(" ");
}

export function nameOf({ metadata }: KubernetesObject): string {
  return metadata?.name ?? "";
}

/** Whether a pod is ready and not terminating. */
export function isReady({ metadata, status }: V1Pod): boolean {
  const ready = status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
  return ready && metadata?.deletionTimestamp === undefined;
}

/** Number of ready pods on each node that has any. */
export function spread(pods: readonly V1Pod[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { spec } of pods.filter(isReady)) counts[spec!.nodeName!] = (counts[spec!.nodeName!] ?? 0) + 1;
  return counts;
}
