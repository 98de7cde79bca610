import type { CommandSet } from "../parse";
import { board } from "./board";
import { check } from "./check";
import { doctor } from "./doctor";
import { down } from "./down";
import { drill } from "./drill";
import { gone } from "./gone";
import { handout } from "./handout";
import { kubeconfigs } from "./kubeconfigs";
import { localDown, localPulumi, localUp } from "./local";
import { plan } from "./plan";
import { pulumi } from "./pulumi";
import { reset } from "./reset";

export const commandSet: CommandSet = {
  commands: [
    ...[plan, pulumi, localUp, localDown, localPulumi],
    ...[doctor, handout, kubeconfigs, check, board, reset, drill, down, gone],
  ],
  groups: { local: "The lab on this machine's own Docker, without an account" },
  defaultName: plan.name,
};
