import type { DockerObject, Engine } from "../../../docker/engine";
import { dockerTypes } from "../../../inventory/dockerObjects";
import { type Deployment, type StateResource, pendingOf, resourcesOf } from "../state/deployment";

type Kind = keyof typeof dockerTypes;

/**
 * What a run that was killed left on Docker and Pulumi does not know, in the order in which it can be removed. Another folder's
 * lab has the same label. Ours is only what Pulumi had begun to make, and containers beside a network that Pulumi made: their
 * data are in volumes.
 *
 * @param project what the lab makes has it in the label `lab`
 */
export function leftoversOf(deployment: Deployment, engine: Engine, project: string): DockerObject[] {
  const [resources, pending] = [resourcesOf(deployment), pendingOf(deployment)];
  const ourNetwork = engine.networks.some(({ id }) => isIn(resources, "network", (one) => one.id === id));
  const present = { container: engine.containers, network: engine.networks, volume: engine.volumes };
  return (Object.keys(dockerTypes) as Kind[]).flatMap((kind) => {
    const named = (list: readonly StateResource[], name: string) =>
      isIn(list, kind, ({ inputs }) => inputs?.["name"] === name);
    return present[kind]
      .filter(({ name, lab }) => lab === project && !named(resources, name))
      .filter(({ name }) => named(pending, name) || (kind === "container" && ourNetwork))
      .map(({ name }) => ({ kind, name }));
  });
}

function isIn(list: readonly StateResource[], kind: Kind, matches: (one: StateResource) => boolean): boolean {
  return list.some((one) => one.type === dockerTypes[kind] && matches(one));
}
