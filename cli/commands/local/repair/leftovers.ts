import type { DockerObject, Engine } from "../../../docker/engine";
import { type Deployment, type StateResource, pendingOf, resourcesOf } from "../state/deployment";

const types = {
  container: "docker:index/container:Container",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
} as const;
type Kind = keyof typeof types;

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
  return (Object.keys(types) as Kind[]).flatMap((kind) => {
    const named = (list: readonly StateResource[], name: string) =>
      isIn(list, kind, ({ inputs }) => inputs?.["name"] === name);
    return present[kind]
      .filter(({ name, lab }) => lab === project && !named(resources, name))
      .filter(({ name }) => named(pending, name) || (kind === "container" && ourNetwork))
      .map(({ name }) => ({ kind, name }));
  });
}

function isIn(list: readonly StateResource[], kind: Kind, matches: (one: StateResource) => boolean): boolean {
  return list.some((one) => one.type === types[kind] && matches(one));
}
