import type { Check } from "../check";
import { addresses } from "./addresses";
import { app } from "./app";
import { budget } from "./budget";
import { docker } from "./docker";
import { kubernetesVersion } from "./kubernetesVersion";
import { machine } from "./machine";
import { node } from "./node";
import { policies } from "./policies";
import { providers } from "./providers";
import { pulumi } from "./pulumi";
import { registryMode } from "./registryMode";
import { rights } from "./rights";
import { signIn } from "./signIn";
import { sizes } from "./sizes";
import { vcpus } from "./vcpus";

/** In the order of their lines; a check comes after those that it needs. */
export const checks: readonly Check[] = [
  ...[node, pulumi, docker, app, machine],
  ...[signIn, providers, rights, policies, budget],
  ...[vcpus, addresses, sizes, kubernetesVersion, registryMode],
];
