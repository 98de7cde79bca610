import type { CommandSet } from "../parse";
import { drill } from "./drill";
import { kubeconfigs } from "./kubeconfigs";
import { localDown, localPulumi, localUp } from "./local";
import { plan } from "./plan";
import { pulumi } from "./pulumi";
import { reset } from "./reset";

export const commandSet: CommandSet = {
  commands: [plan, pulumi, localUp, localDown, localPulumi, kubeconfigs, reset, drill],
  groups: { local: "The lab on this machine's own Docker, without an account" },
  defaultName: plan.name,
};
