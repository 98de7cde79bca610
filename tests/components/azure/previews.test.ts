import { program } from "../../../program";
import { SimulationError } from "../../../simulator";
import { run } from "../../lab";

const config = {
  students: '["kim"]',
  endsAt: "2027-01-29T18:00:00+09:00",
  deleteAtEnd: "true",
  curfew: '{"stopAt":"18:00","timeZone":"Asia/Seoul","startAt":"08:00"}',
  nodeUpgrades: '{"day":"Sunday","startAt":"03:00","utcOffset":"+09:00"}',
  windows: "true",
};

/** What a preview of a change of every resource on Azure shows as unknown. */
async function unknownWhenAllChanges(): Promise<string[]> {
  const preview = run(program, config, { isChanging: (type) => type.startsWith("azure-native:") });
  const error: unknown = await preview.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof SimulationError
    ? error.faults.map(({ resource }) => `${resource.type} ${resource.name}`)
    : [];
}

describe("a preview of a change of every resource on Azure, such as of a tag", () => {
  it("shows no other resource as changed, and only the host's addresses as unknown", async () => {
    expect(await unknownWhenAllChanges()).toEqual(["output dockerHost"]);
  });
});
