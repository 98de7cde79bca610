import { z } from "zod";
import type { Deployment, Observed } from "../observed";
import { type Finding, defineKind, failing, missing } from "./kind";
import { podProblem, podWays, selects } from "./podProblems";

const revisionAnnotation = "deployment.kubernetes.io/revision";

/** A Deployment has so many ready pods of an image, or more, and its rollout is over. */
export const deploymentReady = defineKind({
  room: "space",
  parameters: { name: z.string(), image: z.string(), replicas: z.number().int().positive() },
  ways: ["missing", "forbidden", ...podWays, "other-image", "too-few", "rolling-out"],
  find({ name, image, replicas }, { space }) {
    const deployment = space?.deployments.find(({ metadata }) => metadata.name === name);
    if (!deployment) return missing("missing", { name, image });
    return (
      refusal(deployment) ??
      podProblem(podsOf(deployment, space), space?.seenAt ?? 0) ??
      otherImage(deployment, image) ??
      tooFew(deployment, replicas) ??
      unfinished(deployment)
    );
  },
});

/** A Deployment has been changed so often that its rollout is the nth. */
export const rolloutRevision = defineKind({
  room: "space",
  parameters: { name: z.string(), atLeast: z.number().int().positive() },
  ways: ["missing", "earlier"],
  find({ name, atLeast }, { space }) {
    const deployment = space?.deployments.find(({ metadata }) => metadata.name === name);
    if (!deployment) return missing("missing", { name });
    const revision = Number(deployment.metadata.annotations?.[revisionAnnotation] ?? 0);
    return revision >= atLeast
      ? undefined
      : missing("earlier", { name, revision: String(revision), atLeast: String(atLeast) });
  },
});

function podsOf({ spec }: Deployment, space: Observed["space"]) {
  return (space?.pods ?? []).filter(({ metadata }) => selects(spec.selector.matchLabels, metadata.labels));
}

/** A quota or a policy refuses its pods. */
function refusal({ metadata: { name }, status }: Deployment): Finding {
  const condition = status?.conditions?.find(({ type, status: is }) => type === "ReplicaFailure" && is === "True");
  return condition && failing("forbidden", { name, reason: condition.message ?? "" });
}

function otherImage({ metadata: { name }, spec }: Deployment, image: string): Finding {
  const images = spec.template.spec.containers.map((container) => container.image);
  return images.includes(image) ? undefined : missing("other-image", { name, image, found: images.join(", ") });
}

function tooFew({ metadata: { name }, spec: { replicas: asked = 1 } }: Deployment, replicas: number): Finding {
  return asked >= replicas
    ? undefined
    : missing("too-few", { name, replicas: String(asked), atLeast: String(replicas) });
}

function unfinished({
  metadata: { name, generation },
  spec: { replicas: asked = 1 },
  status = {},
}: Deployment): Finding {
  const { observedGeneration, readyReplicas = 0, updatedReplicas = 0, replicas = 0 } = status;
  const isOver =
    observedGeneration === generation && readyReplicas === asked && updatedReplicas === asked && replicas === asked;
  return isOver ? undefined : missing("rolling-out", { name, ready: String(readyReplicas), replicas: String(asked) });
}
