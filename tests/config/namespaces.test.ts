import { ConfigError, readConfig } from "../../config";
import { errorOf } from "../errorOf";
import { project } from "./read";

function faults(all: Record<string, string>) {
  return errorOf(ConfigError, () => readConfig(all, project, "dev")).faults;
}

function commands(all: Record<string, string>): string[] {
  return (
    errorOf(ConfigError, () => readConfig(all, project, "dev")).message.match(/(?<=to fix: ).*(?:\n {12}.*)*/g) ?? []
  );
}

describe("a key of the lab under another project's namespace", () => {
  it("is a fault that names both keys, and is fixed by renaming it", () => {
    expect(faults({ "azure-container-lab:nodeCount": "6" })).toEqual([
      {
        key: "azure-container-lab:nodeCount",
        value: "6",
        problem: "it is a key of the project azure-container-lab, and this project is school, so it has no effect",
        allowed: "nodeCount, or school:nodeCount",
        fix: {
          action: "rename",
          key: "azure-container-lab:nodeCount",
          to: "nodeCount",
          value: "6",
          type: "integer",
        },
      },
    ]);
  });

  it.each<[Record<string, string>, string[]]>([
    [
      { "old:nodeCount": "6", "school:nodeCount": "4" },
      [
        "npm run pulumi -- config rm old:nodeCount --stack dev\n            npm run pulumi -- config set nodeCount 6 --stack dev",
      ],
    ],
    // The value under the new name is another than the default: somebody has chosen it.
    [{ "old:nodeCount": "6", "school:nodeCount": "5" }, ["npm run pulumi -- config rm old:nodeCount --stack dev"]],
    [{ "old:students": '["kim"]' }, ["in Pulumi.dev.yaml, rename old:students to students"]],
  ])("is fixed without losing a value: %j", (all, expected) => {
    expect(commands(all)).toEqual(expected);
  });

  it("does not show a private key, nor a value that the stack keeps secret", () => {
    const name = "old:owner";
    const hidden = [
      errorOf(ConfigError, () => readConfig({ [name]: "hunter2" }, project, "dev", (secret) => secret === name)),
      errorOf(ConfigError, () => readConfig({ [name]: "PRIVATE KEY hunter2" }, project, "dev")),
    ];
    for (const { message } of hidden) {
      expect(message).toContain(`${name} is "[not shown]"`);
      expect(message).not.toContain("hunter2");
    }
  });
});

describe("azure-native:location", () => {
  const name = "azure-native:location";

  it.each<Record<string, string>>([
    { [name]: "koreacentral" },
    { [name]: "Korea Central" },
    { [name]: "eastus2", "school:location": "eastus2" },
    { [name]: "eastus2", "school:target": "local" },
  ])("is accepted where it agrees with location, or where nothing is on Azure: %j", (all) => {
    expect(() => readConfig(all, project, "dev")).not.toThrow();
  });

  it("is a fault where it differs from location, which the lab uses", () => {
    expect(faults({ [name]: "East US 2" })).toEqual([
      {
        key: name,
        value: "East US 2",
        problem: "location is koreacentral, and the lab uses that, so it has no effect",
        allowed: "the same as location, or nothing",
        fix: { action: "rename", key: name, to: "location", value: "eastus2", type: "string" },
      },
    ]);
  });

  it("is removed where somebody chose a location", () => {
    expect(commands({ [name]: "eastus2", "school:location": "westeurope" })).toEqual([
      "npm run pulumi -- config rm azure-native:location --stack dev",
    ]);
  });
});
