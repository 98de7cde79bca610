import * as resources from "@pulumi/azure-native/resources";
import { simulate } from "../../simulator";
import { only, project, resourceSet } from "../lab";
import { ClassFiles } from "./classFiles";
import { storageModels } from "./classFilesModel";

const account = "azure-native:storage:StorageAccount";
const share = "azure-native:storage:FileShare";

function classFiles(tags: Record<string, string> = {}) {
  return simulate(
    () => {
      const resourceGroup = new resources.ResourceGroup("group", { location: "koreacentral" });
      return { endpoint: new ClassFiles("files", { resourceGroup, tags }).endpoint };
    },
    { project, stack: "test", models: storageModels },
  );
}

describe("ClassFiles", () => {
  it("creates an account and a share in it, and nothing else", async () => {
    const { resources: created } = await classFiles();
    expect(resourceSet(created)).toEqual([
      "azure-native:resources:ResourceGroup group",
      `${share} files-share`,
      `${account} files`,
      "lab:azure:ClassFiles files",
    ]);
  });

  it("lets nobody in without a sign-in, and carries the lab's tags", async () => {
    const { resources: created } = await classFiles({ owner: "Dr. Kim" });
    expect(only(created, account).inputs).toMatchObject({ allowBlobPublicAccess: false, tags: { owner: "Dr. Kim" } });
  });

  it("returns the address of its files", async () => {
    const { outputs } = await classFiles();
    expect(outputs["endpoint"]).toMatch(/^https:\/\/files[0-9a-f]{8}\.file\.core\.windows\.net\/$/);
  });
});
