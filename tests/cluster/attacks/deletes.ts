import { waitUntil } from "../../waiting";
import { type Student, codeOf } from "../student";
import { type Place, podOf } from "./place";
import { create, remove } from "./requests";

/** What each pod is doing when it is deleted, and how it is made. */
const pods = {
  waits: { spec: { nodeSelector: { none: "such" } } },
  "cannot pull its image": { container: { image: "localhost:1/none" } },
  runs: {},
  "runs, with a short grace": {},
  "has ended": { spec: { restartPolicy: "Never" }, container: { command: ["node", "-e", ""] } },
  "has ended, at once": { spec: { restartPolicy: "Never" }, container: { command: ["node", "-e", ""] } },
  "has failed": { spec: { restartPolicy: "Never" }, container: { command: ["node", "-e", "process.exit(1)"] } },
} as const;

const phases: Readonly<Record<keyof typeof pods, string>> = {
  waits: "Pending",
  "cannot pull its image": "Pending",
  runs: "Running",
  "runs, with a short grace": "Running",
  "has ended": "Succeeded",
  "has ended, at once": "Succeeded",
  "has failed": "Failed",
};

const options: Readonly<Partial<Record<keyof typeof pods, object>>> = {
  "runs, with a short grace": { gracePeriodSeconds: 1 },
  "has ended, at once": { gracePeriodSeconds: 0 },
};

/** Deletes pods as `kubectl delete pod` does. @returns by what each was doing: the answer's code, once all are gone */
export async function deleteOrdinarily({ kube, namespace }: Student, place: Place): Promise<Record<string, number>> {
  const names = Object.keys(pods) as (keyof typeof pods)[];
  const nameOf = (what: keyof typeof pods) => `delete-${names.indexOf(what)}`;
  for (const what of names) {
    const answer = await kube.send(create("pods", namespace, podOf(nameOf(what), place, pods[what])));
    if (answer.code !== 201) throw new Error(JSON.stringify(answer.body));
  }
  const phaseOf = async (what: keyof typeof pods) =>
    (await kube.core.readNamespacedPod({ name: nameOf(what), namespace })).status?.phase;
  for (const what of names) {
    await waitUntil(`the pod that ${what} is ${phases[what]}`, async () => (await phaseOf(what)) === phases[what]);
  }
  const codes: Record<string, number> = {};
  for (const what of names) {
    codes[what] = (await kube.send(remove("pods", namespace, nameOf(what), options[what]))).code;
  }
  const isGone = async (what: keyof typeof pods) =>
    (await codeOf(() => kube.core.readNamespacedPod({ name: nameOf(what), namespace }))) === 404;
  for (const what of names) await waitUntil(`the pod that ${what} is gone`, () => isGone(what));
  return codes;
}
