import { registryMode } from "../../../../cli/doctor/checks/registryMode";
import { scope } from "../../azure/fakeArm";
import { findingsOf } from "../subject";

const id = `${scope}/resourceGroups/lab1/providers/Microsoft.ContainerRegistry/registries/registry1`;
const state = { "azure-native:containerregistry:Registry": id };
const run = (roleAssignmentMode?: string) =>
  findingsOf(registryMode, { state, resources: [{ id, properties: { roleAssignmentMode } }] });

describe("the check of the registry's mode", () => {
  it("fails in the mode by attributes, where AcrPull gives nothing", async () => {
    expect((await run("AbacRepositoryPermissions")).findings[0]).toMatchObject({
      ...{ status: "fails", fix: "az acr update --name registry1 --role-assignment-mode rbac" },
    });
  });

  it("is satisfied in the other mode, and where Azure does not know of modes", async () => {
    for (const mode of ["LegacyRegistryPermissions", undefined])
      expect((await run(mode)).findings[0]!.status).toBe("ok");
  });

  it("has nothing to ask before there is a registry, or after it", async () => {
    const before = await findingsOf(registryMode);
    expect([before.findings[0]!.status, before.fake.requests]).toEqual(["ok", []]);
    expect((await findingsOf(registryMode, { state })).findings[0]!.text).toContain("gone from Azure");
  });
});
