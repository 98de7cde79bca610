import { stringify } from "yaml";
import { requireOutput } from "../../requireOutput";

/** How somebody reaches a namespace. */
export interface Access {
  /** The API server's URL. */
  readonly server: string;
  readonly namespace: string;
  readonly user: string;
  /** Data of the account's token Secret, as Kubernetes has it: in base64. */
  readonly data: Readonly<Record<string, string>>;
}

/**
 * A kubeconfig for one account in one namespace. What it trusts comes with the token, so that nothing of the
 * administrator's is in it.
 */
export function studentKubeconfig({ server, namespace, user, data }: Access): string {
  const missing = `The cluster has made no token for ${user} yet`;
  const token = Buffer.from(requireOutput(data["token"], missing), "base64").toString("utf8");
  const authority = requireOutput(data["ca.crt"], missing);
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "lab", cluster: { server, "certificate-authority-data": authority } }],
    users: [{ name: user, user: { token } }],
    contexts: [{ name: namespace, context: { cluster: "lab", namespace, user } }],
    "current-context": namespace,
  });
}
