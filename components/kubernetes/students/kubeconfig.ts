import { stringify } from "yaml";
import { requireOutput } from "../../requireOutput";

/** How an account reaches a namespace. */
export interface Access {
  /** The API server's URL. */
  readonly server: string;
  readonly namespace: string;
  readonly user: string;
  /** Data of the account's token Secret, each value in base64. */
  readonly data: Readonly<Record<string, string>>;
}

/**
 * A kubeconfig, YAML, for one account in one namespace. The authority that it trusts comes with the token, so nothing of the
 * administrator's is in it.
 */
export function studentKubeconfig({ server, namespace, user, data }: Access): string {
  const missing = `The cluster has not created a token for ${user} yet`;
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
