import { pulumiCommand } from "../../../config/commands";
import { apiVersions } from "../../../facts/azure/apiVersions";
import { CannotTell } from "../../cannotTell";
import { type Check, fails, ok } from "../check";
import { isUp } from "../needs";
import { usageShape } from "./vcpus";

/** Azure counts a Standard address under each of these that it has (azure-cli, `network list-usages`). */
const names = ["PublicIPAddresses", "StandardSkuPublicIpAddresses"];

export const addresses: Check = {
  id: "public addresses",
  target: "azure",
  needs: ["sign-in", "providers"],
  async run(subject) {
    const { config, stack, rehearsal, arm: connect } = subject;
    const arm = await connect();
    const path = `${arm.scope}/providers/Microsoft.Network/locations/${config.location}/usages`;
    const all = await arm.list({ path, apiVersion: apiVersions.networkUsages, shape: usageShape });
    const usages = all.filter(({ name }) => names.some((one) => one.toLowerCase() === name.value.toLowerCase()));
    if (usages.length === 0) throw new CannotTell(`Azure does not say how many addresses ${config.location} has left`);
    const free = Math.min(...usages.map(({ limit, currentValue }) => limit - currentValue));
    const { lab, students } = rehearsal.plan.addresses;
    const need = ((await isUp(subject)) ? 0 : lab) + students;
    const line = `${need} public addresses are needed in ${config.location}, ${students} of them for students; ${free} are free`;
    if (free >= need) return [ok(line)];
    const isByStudents = students > 0 && free >= need - students;
    return [
      fails(
        line,
        isByStudents
          ? pulumiCommand(stack, ["config", "set", "studentLoadBalancers", "0"])
          : 'the portal\'s page "Quotas": ask for more',
      ),
    ];
  },
};
