import { deploymentReady, rolloutRevision } from "./deployments";
import { composeRuns, containerServes, dockerRemoved, imagePresent } from "./docker";
import type { CheckKind } from "./kind";
import { answerGiven, objectsDeleted } from "./objects";
import { imagePushed, registryLogin } from "./registry";
import { serviceReaches } from "./services";

/** Every kind of check by the name that exercises use. */
export const checkKinds = {
  "answer-given": answerGiven,
  "compose-runs": composeRuns,
  "container-serves": containerServes,
  "deployment-ready": deploymentReady,
  "docker-removed": dockerRemoved,
  "image-present": imagePresent,
  "image-pushed": imagePushed,
  "objects-deleted": objectsDeleted,
  "registry-login": registryLogin,
  "rollout-revision": rolloutRevision,
  "service-reaches": serviceReaches,
} satisfies Record<string, CheckKind>;

export type KindName = keyof typeof checkKinds;

export const kindNames = Object.keys(checkKinds) as [KindName, ...KindName[]];
