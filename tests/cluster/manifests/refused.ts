import { isOwnCluster } from "../cluster";
import { byPodSecurity, byPolicy, byRights } from "../attacks/attack";
import { type Manifest, containerOf, object, podOf, serviceOf, templateOf } from "./manifest";

const onAppsPort: Manifest = {
  name: "a load balancer on the app's port",
  objects: [serviceOf("web", "LoadBalancer", 80)],
  outcome: byPolicy("services", "port 80"),
};

export function refusedManifests(image: string): Manifest[] {
  const selector = { matchLabels: { app: "agent" } };
  const template = templateOf("agent", [containerOf(image)]);
  const noRight = (name: string, one: Manifest["objects"][number]): Manifest => ({
    name,
    objects: [one],
    outcome: byRights("cannot create"),
  });
  return [
    noRight("a DaemonSet", object("daemonsets.apps", "agent", { spec: { selector, template } })),
    noRight(
      "an Ingress",
      object("ingresses.networking.k8s.io", "web", {
        spec: { defaultBackend: { service: { name: "web", port: { number: 80 } } } },
      }),
    ),
    noRight("a NetworkPolicy", object("networkpolicies.networking.k8s.io", "deny", { spec: { podSelector: {} } })),
    noRight("a service account", object("serviceaccounts", "robot", {})),
    noRight("a role", object("roles.rbac.authorization.k8s.io", "reader", { rules: [] })),
    noRight(
      "a disruption budget",
      object("poddisruptionbudgets.policy", "web", { spec: { maxUnavailable: 1, selector } }),
    ),
    {
      name: "a pod with a folder of its node",
      objects: [podOf("host", [containerOf(image)], { volumes: [{ name: "v", hostPath: { path: "/tmp" } }] })],
      outcome: byPodSecurity("hostPath"),
    },
    ...(isOwnCluster ? [onAppsPort] : []),
    {
      name: "a load balancer on the port of PostgreSQL",
      objects: [serviceOf("db", "LoadBalancer", 5432)],
      outcome: byPolicy("services", "load balancer has ports"),
    },
  ];
}
