import { parse } from "yaml";
import { upCommand } from "../../config/commands";
import { durationText } from "../../lib/duration";
import { inGroups } from "../../lib/groups";
import { UserError } from "../../lib/userError";
import { yamlDocument } from "../../lib/yaml";
import { type KubeApi, Refusal } from "../kubernetes/api";

/** Namespace of the students' service accounts. */
const accounts = "students";
/** Requests at a time: an API server of AKS's Free tier takes 50 changes at once from everybody. */
const concurrency = 10;
/** The clocks of the cluster and of this machine may differ by so many seconds. */
const clockTolerance = 120;

export interface EndingKubeconfigs {
  /** By the student's label. */
  readonly kubeconfigs: Readonly<Record<string, string>>;
  /** When the first of them ends, RFC 3339. */
  readonly endsAt: string;
  /** Seconds that the cluster gave; left out if it gave what was asked for. */
  readonly shortenedTo?: number;
}

interface TokenRequest {
  readonly status: { readonly token: string; readonly expirationTimestamp: string };
}

/**
 * The same kubeconfigs with tokens that end by themselves. The cluster may give less time than it is asked for: AKS gives 24
 * hours at most.
 *
 * @param seconds how long they are to work
 * @param now milliseconds since 1970
 * @throws Refusal, UserError if an account is missing; CannotTell
 */
export async function withEndingTokens(
  { api, stack }: { readonly api: KubeApi; readonly stack: string },
  kubeconfigs: Readonly<Record<string, string>>,
  seconds: number,
  now: number,
): Promise<EndingKubeconfigs> {
  const requested = await inGroups(Object.entries(kubeconfigs), concurrency, async ([label, kubeconfig]) => {
    const { status } = await requestToken(api, label, seconds).catch((error: unknown) => {
      throw isMissing(error) ? noAccount(label, stack) : error;
    });
    return { label, kubeconfig: withToken(kubeconfig, status.token), endsAt: status.expirationTimestamp };
  });
  const endsAt = requested.map((one) => one.endsAt).sort((a, b) => Date.parse(a) - Date.parse(b))[0]!;
  const given = Math.round((Date.parse(endsAt) - now) / 1000);
  return {
    kubeconfigs: Object.fromEntries(requested.map(({ label, kubeconfig }) => [label, kubeconfig])),
    endsAt,
    ...(given < seconds - clockTolerance && { shortenedTo: given }),
  };
}

/** What to say of an end. */
export function endText({ endsAt, shortenedTo }: EndingKubeconfigs, seconds: number): string[] {
  const end = `They end by themselves at ${endsAt}.`;
  if (shortenedTo === undefined) return [end];
  const given = durationText(Math.round(shortenedTo / 60) * 60);
  return [
    end,
    `That is after ${given} and not after ${durationText(seconds)}: the cluster gives no more. Write them again before then.`,
  ];
}

function requestToken(api: KubeApi, label: string, seconds: number): Promise<TokenRequest> {
  const path = `/api/v1/namespaces/${accounts}/serviceaccounts/${label}/token`;
  const body = {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { audiences: [], expirationSeconds: seconds },
  };
  return api.request<TokenRequest>({ method: "POST", path, body });
}

function isMissing(error: unknown): boolean {
  return error instanceof Refusal && error.code === 404;
}

function noAccount(label: string, stack: string): UserError {
  return new UserError(
    `The cluster has no account of ${label} any more. Bring the lab up to date, \`${upCommand(stack)}\`, then run the command again.`,
  );
}

function withToken(kubeconfig: string, token: string): string {
  const document = parse(kubeconfig) as { users: { name: string }[] };
  return yamlDocument({ ...document, users: document.users.map(({ name }) => ({ name, user: { token } })) });
}
