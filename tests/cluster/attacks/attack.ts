import type { RawAnswer, RawRequest } from "../../local/kube";

/** One try to harm others with nothing but a student's kubeconfig. A table has one in each row. */
export interface Attack {
  /** What is asked for, as part of a sentence: `a pod placed by nodeName`. */
  readonly name: string;
  /** What it did, or would do, when it got through. */
  readonly harm: string;
  readonly request: RawRequest;
  /** The answer to a dry run does not prove it. @default it does */
  readonly really?: true;
  readonly stopped: Refusal;
}

/** Who refuses a request, and a word of the reason, without which another rule of the same could have refused it. */
export interface Refusal {
  readonly code: number;
  readonly by: string;
  readonly word: string;
}

/** A policy of the lab. @param subject its name after `lab-students-` */
export const byPolicy = (subject: string, word: string): Refusal => ({ code: 422, by: `policy ${subject}`, word });
export const byQuota = (name: string, word: string): Refusal => ({ code: 403, by: `quota ${name}`, word });
export const byLimits = (word: string): Refusal => ({ code: 403, by: "limits", word });
export const byPodSecurity = (word: string): Refusal => ({ code: 403, by: "pod security", word });
/** Roles: the student has no right to a verb and resource. */
export const byRights = (word: string): Refusal => ({ code: 403, by: "rights", word });
/** What Kubernetes refuses everybody. */
export const byKubernetes = (code: number, word: string): Refusal => ({ code, by: "Kubernetes", word });

const refusers: readonly (readonly [RegExp, string])[] = [
  [/ValidatingAdmissionPolicy 'lab-students-([a-z]+)'/, "policy "],
  [/exceeded quota: ([a-z-]+)/, "quota "],
  [/violates PodSecurity/, "pod security"],
  [/(?:maximum|minimum) [a-z-]+ usage per/, "limits"],
  [/^\S.* is forbidden: User ".*" cannot |^forbidden: User/, "rights"],
];

/** Who refused a request, by the message of an answer or an event. */
export function refuserOf(message: string): string {
  for (const [pattern, name] of refusers) {
    const match = pattern.exec(message);
    if (match) return name + (match[1] ?? "");
  }
  return "Kubernetes";
}

/** What came of an attack that is more than one request. */
export interface Result {
  readonly name: string;
  readonly expected: string;
  readonly outcome: string;
}

/** A refusal as text. */
export function textOf({ code, by, word }: Refusal): string {
  return `${code} by ${by}: ${word}`;
}

/** An answer in the form of a refusal, as text: with the expected word, or with the whole message if that does not have it. */
export function outcomeOf({ code, body }: RawAnswer, { word }: Refusal): string {
  if (code < 400) return `${code}, it got through`;
  const message = (body as { message?: string }).message ?? String(body);
  return textOf({ code, by: refuserOf(message), word: message.includes(word) ? word : message });
}
