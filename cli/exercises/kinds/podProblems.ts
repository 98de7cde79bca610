import type { ContainerState, Pod } from "../observed";
import { type Finding, failing } from "./kind";

/** Ways in which pods fail, of every kind of check that looks at pods. */
export const podWays = ["image-pull", "crashing", "pending"];

const pullReasons = ["ErrImagePull", "ImagePullBackOff", "InvalidImageName"];
const startReasons = ["CrashLoopBackOff", "RunContainerError", "CreateContainerError", "CreateContainerConfigError"];

/** A program that has failed before, and runs for less than this, will probably fail again. */
const settleMs = 20_000;

/** What the first pod that fails fails of. @param seenAt milliseconds since 1970 */
export function podProblem(pods: readonly Pod[], seenAt: number): Finding {
  for (const pod of pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined)) {
    const problem = pullProblem(pod) ?? crash(pod, seenAt) ?? unplaced(pod);
    if (problem) return problem;
  }
  return undefined;
}

function pullProblem({ metadata: { name }, status }: Pod): Finding {
  const broken = status?.containerStatuses?.find(({ state }) => pullReasons.includes(state?.waiting?.reason ?? ""));
  if (!broken) return undefined;
  const { image, state } = broken;
  return failing("image-pull", { pod: name, image, reason: pullReason(state?.waiting?.message ?? "") });
}

/** Container runtimes and registries word the same in many ways. */
function pullReason(message: string): string {
  if (/not found|manifest unknown|name unknown|does not exist|couldn't parse|invalid reference/i.test(message))
    return "no such image";
  if (/unauthorized|denied|forbidden|401|403/i.test(message)) return "no right to pull it, or no such image";
  if (/no such host|timeout|connection refused|i\/o/i.test(message)) return "its registry does not answer";
  return message.slice(0, 120) || "it tries again";
}

function crash({ metadata: { name }, status }: Pod, seenAt: number): Finding {
  const isFresh = (startedAt = "") => seenAt - Date.parse(startedAt) < settleMs;
  const broken = status?.containerStatuses?.find(
    ({ state, lastState }) =>
      startReasons.includes(state?.waiting?.reason ?? "") ||
      hasFailed(state) ||
      (hasFailed(lastState) && isFresh(state?.running?.startedAt)),
  );
  if (!broken) return undefined;
  const { state, lastState } = broken;
  const ended = state?.terminated ?? lastState?.terminated;
  const reason = ended ? `exit code ${ended.exitCode}` : (state?.waiting?.reason ?? "");
  return failing("crashing", { pod: name, reason });
}

function hasFailed(state: ContainerState | undefined): boolean {
  return state?.terminated !== undefined && state.terminated.exitCode !== 0;
}

function unplaced({ metadata: { name }, status }: Pod): Finding {
  const condition = status?.conditions?.find(({ type, status: is }) => type === "PodScheduled" && is === "False");
  return condition && failing("pending", { pod: name, reason: condition.message ?? "" });
}

export function isReady({ metadata, status }: Pod): boolean {
  const ready = status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
  return ready && metadata.deletionTimestamp === undefined;
}

/** Whether labels have all of a selector's. A selector without labels chooses nothing. */
export function selects(selector: Readonly<Record<string, string>> | undefined, labels: Pod["metadata"]["labels"]) {
  const entries = Object.entries(selector ?? {});
  return entries.length > 0 && entries.every(([key, value]) => labels?.[key] === value);
}
