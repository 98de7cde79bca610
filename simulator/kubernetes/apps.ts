import type * as apps from "@pulumi/kubernetes/apps/v1";
import type { input as args } from "@pulumi/kubernetes/types";
import type { Unwrap } from "@pulumi/pulumi";
import { type ResourceModel, faultsOf } from "../model";
import { labelFaults } from "./names";
import { kubernetesObject } from "./object";
import { probePorts } from "./pods";
import { portFaults } from "./ports";
import { requirementText, requirementsOf, selects, unmetBy } from "./selectors";

export const appsModels: Record<string, ResourceModel> = {
  "kubernetes:apps/v1:Deployment": kubernetesObject<apps.DeploymentArgs>({ check: deploymentFaults }),
};

function deploymentFaults({ spec }: Unwrap<apps.DeploymentArgs>): string[] {
  const podLabels = spec?.template?.metadata?.labels ?? {};
  const selector = spec?.selector ?? {};
  const pod = spec?.template?.spec;
  return [
    ...faultsOf(
      [requirementsOf(selector).length === 0, "a Deployment needs a selector"],
      [
        updateStandsStill(spec?.strategy?.rollingUpdate ?? {}),
        "maxUnavailable and maxSurge are both 0, so no pod could be replaced; at least one must be 1 or more",
      ],
    ),
    ...labelFaults(podLabels),
    ...unmetBy(podLabels, selector).map(
      (requirement) =>
        `its selector requires ${requirementText(requirement)}, and its pods have ${podLabels[requirement.key] ?? "no such label"}`,
    ),
    ...(pod?.containers ?? []).flatMap(containerFaults),
    ...(pod?.topologySpreadConstraints ?? [])
      .filter((spread) => !selects(spread.labelSelector ?? {}, podLabels))
      .map((spread) => `the spread over ${spread.topologyKey} does not count the Deployment's own pods`),
  ];
}

/** Both are numbers or percentages, 25% by default. */
function updateStandsStill({ maxUnavailable, maxSurge }: Unwrap<args.apps.v1.RollingUpdateDeployment>): boolean {
  return [maxUnavailable, maxSurge].every((limit) => /^0+%?$/.test(String(limit)));
}

function containerFaults(container: Unwrap<args.core.v1.Container>): string[] {
  const ports = container.ports ?? [];
  return [
    ...portFaults(
      ports.map(({ containerPort }) => containerPort),
      `container ${container.name}: the containerPort`,
    ),
    ...probePorts(container)
      .filter((port) => !ports.some((own) => own.name === port || own.containerPort === port))
      .map((port) => `a probe of container ${container.name} asks port ${port}, which the container does not have`),
  ];
}
