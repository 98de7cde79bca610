import { type Manifest, commands, containerOf, deploymentOf, object, serviceOf } from "./manifest";

export function serviceManifests(image: string): Manifest[] {
  const web = deploymentOf("web", 1, [containerOf(image, { command: commands.serve() })]);
  const withWeb = (name: string, type: string, port = 8080, parts: object = {}): Manifest => ({
    name: `a Service of type ${name}`,
    objects: [web, serviceOf("web", type, port, parts)],
    outcome: "runs",
  });
  return [
    withWeb("ClusterIP", "ClusterIP", 80),
    withWeb("NodePort", "NodePort", 80),
    withWeb("LoadBalancer on port 8080", "LoadBalancer", 8080),
    withWeb("LoadBalancer on port 8443, for one network", "LoadBalancer", 8443, {
      loadBalancerSourceRanges: ["192.0.2.0/24"],
    }),
    {
      name: "a Service that is another name of db.example.com",
      objects: [object("services", "db", { spec: { type: "ExternalName", externalName: "db.example.com" } })],
      outcome: "is accepted",
    },
  ];
}

export function toolManifests(image: string): Manifest[] {
  const helm = {
    labels: { "app.kubernetes.io/managed-by": "Helm", "helm.sh/chart": "web-1.0.0" },
    annotations: { "meta.helm.sh/release-name": "web", "meta.helm.sh/release-namespace": "default" },
  };
  const web = deploymentOf("web", 1, [containerOf(image)]);
  const applied = (body: object) => ({
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify(body) },
  });
  const withMetadata = <T extends { metadata: { name: string } }>(one: T, metadata: object) => ({
    ...one,
    metadata: { ...one.metadata, ...metadata },
  });
  const service = serviceOf("web", "NodePort");
  return [
    {
      name: "a release of Helm",
      objects: [
        withMetadata(web, helm),
        withMetadata(service, helm),
        object("secrets", "sh.helm.release.v1.web.v1", {
          type: "helm.sh/release.v1",
          data: { release: "H4sI".repeat(5000) },
        }),
      ],
      outcome: "runs",
    },
    {
      name: "what `kubectl apply` and `annotate` write",
      objects: [
        withMetadata(web, { annotations: { ...applied(web).annotations, "kubernetes.io/change-cause": "first" } }),
        withMetadata(service, applied(service)),
      ],
      outcome: "runs",
    },
    {
      name: "what Pulumi writes",
      objects: [
        withMetadata(service, { annotations: { "pulumi.com/skipAwait": "true", "pulumi.com/patchForce": "true" } }),
      ],
      outcome: "is accepted",
    },
  ];
}
