import { z } from "zod";
import { pulumiCommand } from "../../../config/commands";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { CannotTell } from "../../cannotTell";
import { type Check, type Finding, type Subject, fails, ok } from "../check";
import { vcpusToCome } from "../needs";

/** Compute and Network count in the same form (Azure/azure-rest-api-specs, `Usage`). */
export const usageShape = z.looseObject({
  name: z.looseObject({ value: z.string() }),
  currentValue: z.number(),
  limit: z.number(),
});

export const vcpus: Check = {
  id: "vCPU quota",
  target: "azure",
  needs: ["sign-in", "providers"],
  async run(subject) {
    const { config, arm: connect } = subject;
    const arm = await connect();
    const path = `${arm.scope}/providers/Microsoft.Compute/locations/${config.location}/usages`;
    const usages = await arm.list({ path, apiVersion: apiVersions.computeUsages, shape: usageShape });
    const freeOf = (name: string) => {
      const usage = usages.find((one) => one.name.value.toLowerCase() === name.toLowerCase());
      if (usage === undefined) throw new CannotTell(`Azure has no usage ${name} for ${config.location}`);
      return usage.limit - usage.currentValue;
    };
    const { total, byFamily, surge } = await vcpusToCome(subject);
    const ofFamilies = Object.entries(byFamily).map(([family, need]) =>
      finding(subject, {
        ...{ of: `of family ${family}`, need, free: freeOf(usageOf(family)) },
        surge: family === surge.family ? surge.vcpus : 0,
      }),
    );
    return [finding(subject, { of: "in all", need: total, free: freeOf("cores"), surge: surge.vcpus }), ...ofFamilies];
  },
};

/** Azure's name of a family's usage: `standardDSv5Family`. */
function usageOf(family: string): string {
  return `standard${family}Family`;
}

interface Row {
  readonly of: string;
  readonly need: number;
  readonly free: number;
  readonly surge: number;
}

function finding(subject: Subject, { of, need, free, surge }: Row): Finding {
  const { location } = subject.config;
  const line = `${need} vCPUs ${of} are needed in ${location}${surge > 0 ? `, ${surge} of them while nodes are upgraded` : ""}; ${free} are free`;
  return free >= need ? ok(line) : fails(line, fewerNodes(subject, need - free));
}

/** Fewer nodes, where that is enough; otherwise more has to be asked for. */
function fewerNodes({ rehearsal, config, stack }: Subject, lacking: number): string {
  const pool = rehearsal.inventory.machines.find((one) => one.pool);
  const nodes = pool === undefined ? 0 : config.nodeCount - Math.ceil(lacking / pool.size.vcpus);
  return nodes >= 1
    ? pulumiCommand(stack, ["config", "set", "nodeCount", String(nodes)])
    : `az quota update --help, or the portal's page "Quotas": ask for ${lacking} more`;
}
