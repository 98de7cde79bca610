import { parseVmSize } from "../../components/azure/vmSize";
import { sshPublicKeyFault } from "../../config/sshKey";
import { type Inputs, type ResourceModel, faultsOf } from "../model";
import { armResource, guid } from "./arm";

/** Azure's limit for customData and userData, once decoded. */
const mostDataBytes = 64 * 1024;

/** A few of the user names that Azure refuses (Learn, "FAQ about Linux Virtual Machines"). */
const refusedUsers = ["admin", "administrator", "root", "guest", "user", "test", "console", "sys"];

export const machineModels: Record<string, ResourceModel> = {
  "azure-native:compute:VirtualMachine": armResource({
    type: "Microsoft.Compute/virtualMachines",
    nameProperty: "vmName",
    nameRule: /^[a-zA-Z0-9](?:[-._a-zA-Z0-9]{0,62}[a-zA-Z0-9_])?$/,
    outputs: ({ inputs, suffix }) =>
      inputs["identity"]
        ? { identity: { ...inputs["identity"], principalId: guid(suffix, "object"), tenantId: guid(suffix, "tenant") } }
        : {},
    faults: machineFaults,
  }),
  "azure-native:devtestlab:GlobalSchedule": armResource({
    type: "Microsoft.DevTestLab/schedules",
    nameProperty: "name",
    nameRule: /^.{1,260}$/,
    faults: scheduleFaults,
  }),
};

function machineFaults({ hardwareProfile, osProfile = {}, userData = "" }: Inputs): string[] {
  const {
    adminUsername,
    adminPassword,
    computerName = "",
    customData = "",
    linuxConfiguration = {},
  } = osProfile as Inputs;
  const keys: Inputs[] = linuxConfiguration["ssh"]?.["publicKeys"] ?? [];
  return [
    ...faultsOf(
      [!parseVmSize(hardwareProfile?.["vmSize"] ?? ""), `no VM size has the name ${hardwareProfile?.["vmSize"]}`],
      [refusedUsers.includes(adminUsername), `Azure refuses ${adminUsername} as a user name`],
      [!/^[a-zA-Z0-9](?:[-a-zA-Z0-9]{0,62}[a-zA-Z0-9])?$/.test(computerName), `${computerName} is no host name`],
      [keys.length === 0 && adminPassword === undefined, "a Linux machine wants an SSH key or a password"],
      [!isData(customData), `customData is not base64 of at most ${mostDataBytes} bytes`],
      [!isData(userData), `userData is not base64 of at most ${mostDataBytes} bytes`],
    ),
    ...keys
      .flatMap(({ keyData }) => sshPublicKeyFault(keyData) ?? [])
      .map((fault) => `the SSH key is refused: ${fault}`),
  ];
}

function isData(text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length <= mostDataBytes && bytes.toString("base64") === text;
}

function scheduleFaults({ name, targetResourceId, dailyRecurrence, taskType }: Inputs): string[] {
  const machine = String(targetResourceId).split("/").at(-1);
  return faultsOf(
    [
      taskType === "ComputeVmShutdownTask" && name !== `shutdown-computevm-${machine}`,
      `the shutdown of ${machine} must have the name shutdown-computevm-${machine}`,
    ],
    [
      !/^([01]\d|2[0-3])[0-5]\d$/.test(dailyRecurrence?.["time"] ?? ""),
      `${dailyRecurrence?.["time"]} is no time of the form HHmm`,
    ],
  );
}
