import { kubeconfigOf } from "../../kubeconfig";
import { requireOutput } from "../../requireOutput";

/** How an account reaches a namespace. */
export interface Access {
  /** The lab, from `labName`. */
  readonly lab: string;
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
export function studentKubeconfig({ data, ...access }: Access): string {
  const missing = `The cluster has not created a token for ${access.user} yet`;
  const token = Buffer.from(requireOutput(data["token"], missing), "base64").toString("utf8");
  const authority = requireOutput(data["ca.crt"], missing);
  return kubeconfigOf({ ...access, authority, credentials: { token } });
}
