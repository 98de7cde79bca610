import { lastVersionWithWindows2022 } from "../../facts/azure/windows";
import type { ConfigFault } from "../error";
import type { LabConfig } from "../keys";
import type { Rule } from "../rule";

/** Rules of the Windows node pool. */
export const windowsRules: readonly Rule[] = [
  { keys: ["windows", "networkDataplane"], faults: dataplaneFaults },
  { keys: ["windows", "kubernetesVersion"], faults: versionFaults },
];

function dataplaneFaults({ windows, networkDataplane }: LabConfig): ConfigFault[] {
  if (!windows || networkDataplane !== "cilium") return [];
  return [
    {
      key: "networkDataplane",
      value: networkDataplane,
      problem: "Cilium cannot serve the Windows pool that windows true asks for",
      allowed: "auto or azure with windows true",
      fix: { action: "set", key: "networkDataplane", value: "auto" },
    },
  ];
}

function versionFaults({ windows, kubernetesVersion }: LabConfig): ConfigFault[] {
  const last = lastVersionWithWindows2022;
  if (!windows || kubernetesVersion === undefined || Number(kubernetesVersion) <= Number(last)) return [];
  return [
    {
      key: "kubernetesVersion",
      value: kubernetesVersion,
      problem: "it has no Windows Server 2022 nodes, which the lab's Windows pool uses",
      allowed: `${last} or less with windows true`,
      fix: { action: "set", key: "kubernetesVersion", value: last },
    },
  ];
}
