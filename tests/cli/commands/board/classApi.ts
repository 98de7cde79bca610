import { request } from "node:http";
import { type KubeClient, createClient } from "../../../../app/lib/kube/client";
import { watchedPaths } from "../../../../cli/commands/board/watched";
import type { Watched } from "../../../../cli/commands/board/types";
import { registryAnnotation, studentLabel } from "../../../../facts/labels";
import { FakeApi } from "../../../app/fakeApi";
import { aNode } from "../../../app/objects";
import { deploymentOf, podOf, readySlice, serviceOf } from "../../exercises/objects";

export const registry = "registry.example.test";

/** Times as Kubernetes writes them. */
export function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Short delays of the watches. */
export const timing = { minMs: 5, maxMs: 40, answerMs: 5000, watchMs: 60_000 };

/** A cluster with a class on it, which a test changes as students would. */
export class ClassApi extends FakeApi<Watched> {
  constructor() {
    super(watchedPaths);
  }

  /** What the board reads the cluster with. */
  get client(): KubeClient {
    return createClient((resource, signal) => request(`${this.url}${resource}`, { signal, agent: false }));
  }

  addNodes(count: number): void {
    for (let index = 0; index < count; index += 1) this.put("nodes", aNode(`lab-agent-${index}`));
  }

  cordon(name: string): void {
    this.put("nodes", aNode(name, { cordonedAt: 90 }));
  }

  /** A space as the lab makes it. */
  addStudent(label: string, uid = `uid of ${label}`): void {
    const name = `student-${label}`;
    this.put("namespaces", { metadata: { name, uid, labels: { [studentLabel]: label } } });
    this.setQuota(label, { pods: "0" });
    // Kubernetes creates it in every namespace.
    this.putIn(label, "configMaps", "kube-root-ca.crt", { data: {} }, 90);
  }

  setQuota(label: string, used: Record<string, string>): void {
    const annotations = { [registryAnnotation]: registry };
    const hard = { pods: "10", "services.loadbalancers": "1", "services.nodeports": "0" };
    const metadata = { name: "student", namespace: `student-${label}`, annotations };
    this.put("quotas", { metadata, status: { hard, used } });
  }

  /** An event about a pod, of which there are more than of all other objects. */
  happen(label: string, name: string): void {
    this.putIn(label, "events", name, { involvedObject: { kind: "Pod", name }, message: "Pulled".repeat(20) });
  }

  /** The answer to the exercise about the nodes. */
  answerNodes(label: string, nodes: number, minutes = 0): void {
    this.putIn(label, "configMaps", "answers", { data: { nodes: String(nodes) } }, minutes);
  }

  /** A Deployment `web` of the student's image, with its pods. */
  deploy(label: string, { replicas = 1, tag = "1", revision = 1 } = {}): void {
    const image = `${registry}/${label}/web:${tag}`;
    const { metadata, ...deployment } = deploymentOf(replicas, image);
    const annotations = { "deployment.kubernetes.io/revision": String(revision) };
    this.putIn(label, "deployments", "web", { ...deployment, metadata: { ...metadata, annotations } });
    for (let index = 0; index < replicas; index += 1) this.putPod(label, image, { running: {} }, 1, `web-${index}`);
  }

  /** The same of an image that there is not, so many minutes ago. */
  deployWrong(label: string, minutes: number, name = "nginz"): void {
    const image = `${registry}/${label}/${name}`;
    const { metadata, ...deployment } = deploymentOf(1, image, { readyReplicas: 0 });
    this.putIn(label, "deployments", "web", { ...deployment, metadata }, minutes);
    const waiting = { reason: "ImagePullBackOff", message: `${image}: not found` };
    this.putPod(label, image, { waiting }, minutes);
  }

  /** A Service `web` of type LoadBalancer. @param address none: it has none yet */
  expose(label: string, address?: { ip: string; port: number }): void {
    const ingress = address === undefined ? [] : [{ ip: address.ip }];
    const { metadata, ...service } = serviceOf("LoadBalancer", 8080, ingress);
    const ports = [{ port: address?.port ?? 8080, targetPort: 8080 }];
    this.putIn(label, "services", "web", { ...service, spec: { ...service.spec, ports }, metadata });
    const { metadata: slice, endpoints } = readySlice;
    this.putIn(label, "endpointSlices", slice.name, { endpoints, metadata: slice });
  }

  private putPod(label: string, image: string, state: object, minutes: number, name = "web-1"): void {
    const { metadata, ...pod } = podOf(state, image);
    this.putIn(label, "pods", name, { ...pod, metadata }, minutes);
  }

  private putIn(label: string, kind: Watched, name: string, content: object, minutes = 0): void {
    const { metadata = {}, ...rest } = content as { metadata?: object };
    const place = { name, namespace: `student-${label}`, creationTimestamp: minutesAgo(minutes) };
    this.put(kind, { ...rest, metadata: { ...metadata, ...place } });
  }
}
