import type * as compute from "@pulumi/azure-native/compute";
import type { compute as args } from "@pulumi/azure-native/types/input";
import type { Unwrap } from "@pulumi/pulumi";
import { parseVmSize } from "../../facts/azure/vmSize";
import { sshPublicKeyFault } from "../../lib/sshKey";
import { type ProviderFunction, type ResourceModel, faultsOf } from "../model";
import { armResource, getFunction, identityOutputs } from "./arm";

/** Azure's limit for customData, once decoded (azure-native, `OSProfileArgs.customData`). */
const mostCustomDataBytes = 65_535;

/** Azure's limit for userData, once decoded (Learn, "User data for Azure Virtual Machine"). */
const mostUserDataBytes = 64 * 1024;

/** The user names that Azure refuses (azure-native, `OSProfileArgs.adminUsername`). */
const refusedUsers = [
  ...["administrator", "admin", "admin1", "admin2", "adm", "user", "user1", "user2", "user3", "user4", "user5"],
  ...["test", "test1", "test2", "test3", "1", "123", "a", "actuser", "aspnet", "backup", "console", "david", "guest"],
  ...["john", "owner", "root", "server", "sql", "support", "support_388945a0", "sys"],
];

const machineType = "Microsoft.Compute/virtualMachines";

export const computeFunctions: Record<string, ProviderFunction> = {
  "azure-native:compute:getVirtualMachine": getFunction(machineType, "vmName"),
};

export const computeModels: Record<string, ResourceModel> = {
  "azure-native:compute:VirtualMachine": armResource<compute.VirtualMachineArgs>({
    type: machineType,
    nameProperty: "vmName",
    nameRule: /^[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,62}[a-zA-Z0-9_])?$/,
    outputs: ({ inputs, randomSuffix }) => identityOutputs(inputs.identity, randomSuffix),
    check: machineFaults,
  }),
};

function machineFaults({
  hardwareProfile,
  osProfile = {},
  userData = "",
}: Unwrap<compute.VirtualMachineArgs>): string[] {
  const { adminUsername = "", adminPassword, computerName = "", customData = "", linuxConfiguration } = osProfile;
  const keys = linuxConfiguration?.ssh?.publicKeys ?? [];
  return [
    ...faultsOf(
      [!parseVmSize(hardwareProfile?.vmSize ?? ""), `no VM size has the name ${hardwareProfile?.vmSize}`],
      [refusedUsers.includes(adminUsername), `Azure refuses ${adminUsername} as a user name`],
      [!/^[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,62}[a-zA-Z0-9])?$/.test(computerName), `${computerName} is not a host name`],
      [keys.length === 0 && adminPassword === undefined, "a Linux machine requires an SSH key or a password"],
      [!isData(customData, mostCustomDataBytes), `customData is not base64 of at most ${mostCustomDataBytes} bytes`],
      [!isData(userData, mostUserDataBytes), `userData is not base64 of at most ${mostUserDataBytes} bytes`],
    ),
    ...keys.flatMap((key) => sshKeyFaults(key, adminUsername)),
  ];
}

function isData(text: string, mostBytes: number): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length <= mostBytes && bytes.toString("base64") === text;
}

function sshKeyFaults({ keyData = "", path }: Unwrap<args.SshPublicKeyArgs>, administrator: string): string[] {
  const onlyPath = `/home/${administrator}/.ssh/authorized_keys`;
  const fault = sshPublicKeyFault(keyData);
  return faultsOf(
    [fault !== undefined, `the SSH key is refused: ${fault}`],
    [path !== undefined && path !== onlyPath, `the SSH key's path is ${path}; Azure takes only ${onlyPath}`],
  );
}
