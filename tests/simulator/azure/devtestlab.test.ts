import { devtestlabModels } from "../../../simulator/azure/devtestlab";
import type { Inputs } from "../../../simulator/model";
import { refusals } from "../helpers";

const group = { resourceGroupName: "lab", location: "koreacentral" };

describe("the schedule that stops a machine", () => {
  const right = {
    ...group,
    name: "shutdown-computevm-host1",
    taskType: "ComputeVmShutdownTask",
    status: "Enabled",
    dailyRecurrence: { time: "1830" },
    timeZoneId: "Korea Standard Time",
    targetResourceId: "/subscriptions/1/resourceGroups/lab/providers/Microsoft.Compute/virtualMachines/host1",
  };
  const of = (changes: Inputs = {}, name = "it") =>
    refusals(devtestlabModels, "azure-native:devtestlab:GlobalSchedule", { ...right, ...changes }, name);

  it.each(["0000", "0930", "1959", "2359"])("may be at %s", (time) => {
    expect(of({ dailyRecurrence: { time } })).toEqual([]);
  });

  it.each(["18:30", "2400", "1860", "830", "", "18300", "evening"])("may not be at %j", (time) => {
    expect(of({ dailyRecurrence: { time } })).toEqual([`${time} is not a time of the form HHmm`]);
  });

  it("is refused without a time", () => {
    expect(of({ dailyRecurrence: undefined })).toEqual(["undefined is not a time of the form HHmm"]);
  });

  it.each(["shutdown", "shutdown-computevm-host2", undefined])("is refused under the name %j", (name) => {
    expect(of({ name })).toEqual(["the shutdown of host1 must have the name shutdown-computevm-host1"]);
  });
});
