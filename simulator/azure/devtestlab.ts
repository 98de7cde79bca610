import type * as devtestlab from "@pulumi/azure-native/devtestlab";
import type { Unwrap } from "@pulumi/pulumi";
import { type ResourceModel, faultsOf } from "../model";
import { armResource } from "./arm";

export const devtestlabModels: Record<string, ResourceModel> = {
  "azure-native:devtestlab:GlobalSchedule": armResource<devtestlab.GlobalScheduleArgs>({
    type: "Microsoft.DevTestLab/schedules",
    nameProperty: "name",
    nameRule: /^.{1,260}$/,
    check: scheduleFaults,
  }),
};

function scheduleFaults({
  name,
  targetResourceId,
  dailyRecurrence,
  taskType,
}: Unwrap<devtestlab.GlobalScheduleArgs>): string[] {
  const machine = String(targetResourceId).split("/").at(-1);
  return faultsOf(
    [
      taskType === "ComputeVmShutdownTask" && name !== `shutdown-computevm-${machine}`,
      `the shutdown of ${machine} must have the name shutdown-computevm-${machine}`,
    ],
    [
      !/^([01]\d|2[0-3])[0-5]\d$/.test(dailyRecurrence?.time ?? ""),
      `${dailyRecurrence?.time} is not a time of the form HHmm`,
    ],
  );
}
