import { pulumiCommand } from "../../../config/commands";
import { defaultStack } from "../../../config/stacks";
import { type Check, fails, ok, warning } from "../check";

export const pulumi: Check = {
  id: "Pulumi",
  async run({ config, stack, state, pulumiVersion }) {
    const version = await pulumiVersion();
    if (version === undefined)
      return [fails("the Pulumi CLI cannot be run; what is wrong is above. It downloads itself at its first run")];
    if (config.target === "local") return [ok(version)];
    const resources = await state().catch(() => "unknown" as const);
    if (resources === "unknown")
      return [fails(`${version}, and it is not logged in`, pulumiCommand(stack, ["login", "--local"]))];
    if (resources === undefined)
      return [
        warning(`${version}; there is no stack ${stack} yet`, pulumiCommand(defaultStack, ["stack", "init", stack])),
      ];
    return [ok(`${version}; the stack ${stack} has ${resources.length} resources`)];
  },
};
