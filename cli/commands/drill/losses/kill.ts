import { upCommand } from "../../../../config/commands";
import { localStack } from "../../../../config/stacks";
import { UserError } from "../../../../lib/userError";
import { reachEngine } from "../../../docker/reach";
import { happened } from "../words";
import { type Loss, type LossTools, readySeconds } from "./loss";

/** Kills a node that is a container of this lab, and starts it again. */
export function kill({ context, node: { name }, project }: LossTools): Loss {
  const { docker } = context;
  return {
    what: happened.killed(name),
    unannounced: true,
    backSeconds: readySeconds,
    async prepare() {
      const { engine } = await reachEngine(context);
      if (engine.containers.some((one) => one.name === name && one.lab === project)) return;
      throw new UserError(
        `Docker has no container ${name} of the lab ${project}, so nothing was killed. To repair the lab: \`${upCommand(localStack)}\``,
      );
    },
    lose: () => docker.kill(docker.host(), name),
    async restore() {
      const { host, engine } = await reachEngine(context);
      const idle = engine.containers.find((one) => one.name === name && one.lab === project)?.idle;
      if (idle !== undefined) await docker.start(host, name, idle);
    },
  };
}
