import { UserError } from "../../lib/userError";
import { CannotTell } from "../cannotTell";
import type { Check, Finding, Subject } from "./check";

/** What came of a check. */
export interface Verdict {
  readonly id: string;
  /** The worst of its findings; `skipped` if a check failed that it needs. */
  readonly status: Finding["status"] | "skipped";
  readonly findings: readonly Finding[];
}

/** How long one check may take. Azure answers in seconds, and what takes longer is not known. */
const limitMs = 45_000;

/**
 * Runs checks side by side, each as soon as what it needs has an outcome. A check that does not end in time, or that has no answer, is
 * a warning.
 *
 * @param fixing whether checks may mend what they know how to mend
 */
export async function runChecks(checks: readonly Check[], subject: Subject, fixing: boolean): Promise<Verdict[]> {
  const verdicts = new Map<string, Promise<Verdict>>();
  for (const check of checks) {
    const needed = (check.needs ?? []).flatMap((id) => verdicts.get(id) ?? []);
    verdicts.set(check.id, verdictOf(check, needed, subject, fixing));
  }
  return Promise.all(verdicts.values());
}

async function verdictOf(
  check: Check,
  needed: readonly Promise<Verdict>[],
  subject: Subject,
  fixing: boolean,
): Promise<Verdict> {
  const { id } = check;
  const missing = (await Promise.all(needed)).find(({ status }) => status === "fails" || status === "skipped");
  if (missing !== undefined) {
    return {
      id,
      status: "skipped",
      findings: [{ status: "ok", text: `first the check \`${missing.id}\` must succeed` }],
    };
  }
  const findings = await findingsOf(check, subject, fixing);
  const worst = (["fails", "warning"] as const).find((status) => findings.some((one) => one.status === status));
  return { id, status: worst ?? "ok", findings };
}

async function findingsOf(check: Check, subject: Subject, fixing: boolean): Promise<readonly Finding[]> {
  try {
    // Mending waits for Azure, which takes its own time.
    if (fixing) await check.fix?.(subject);
    return await inTime(check.run(subject));
  } catch (error) {
    if (error instanceof UserError && !(error instanceof CannotTell)) return [{ status: "fails", text: error.message }];
    return [{ status: "warning", text: `not known: ${(error as Error).message}` }];
  }
}

async function inTime<T>(running: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CannotTell(`no answer within ${limitMs / 1000} seconds`)), limitMs);
  });
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
