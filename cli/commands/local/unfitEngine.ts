import { publishesElsewhere } from "./engineHost";
import type { HostFacts } from "./preflight";
import type { LocalRequirements } from "./requirements";

/** Why the lab cannot be on this Docker at all: whatever else is wrong would be about another one. */
export function unfitEngine({ nodes }: LocalRequirements, { engine, here, routes }: HostFacts): string | undefined {
  if (engine.osType !== "linux") {
    return "Docker runs Windows containers. Switch it to Linux containers, in the menu of Docker Desktop.";
  }
  if (nodes > 0 && engine.rootless) {
    return (
      "Docker runs rootless, and nodes are containers with all rights of an administrator. Name a Docker that has them: " +
      "`docker context use default`."
    );
  }
  if (nodes > 0 && engine.remapsUsers) {
    return "Docker gives containers other users (userns-remap), and does not let privileged ones, such as nodes, run with those. Take userns-remap out of its daemon.json, and restart Docker.";
  }
  if (here && publishesElsewhere(engine, routes)) {
    return (
      "Docker answers, but the ports that it publishes are in another network: this seems to be a container that has Docker's socket. " +
      "Run it on the machine itself, or start this container with `docker run --network host`."
    );
  }
  return undefined;
}
