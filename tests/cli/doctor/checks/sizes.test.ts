import { sizes } from "../../../../cli/doctor/checks/sizes";
import { forbidden } from "../../azure/fakeArm";
import { type Given, findingsOf, statuses } from "../subject";

const sku = (name: string, restrictions: object[] = [], disks = 4) => ({
  ...{ resourceType: "virtualMachines", name, family: "f", locations: ["koreacentral"], restrictions },
  capabilities: [
    { name: "vCPUs", value: "2" },
    { name: "MaxDataDiskCount", value: String(disks) },
  ],
});
const host = sku("Standard_B2als_v2");
const closed = [{ type: "Location", values: ["koreacentral"], reasonCode: "NotAvailableForSubscription" }];
const inOneZone = [{ type: "Zone", values: ["koreacentral"], reasonCode: "NotAvailableForSubscription" }];

const skusPath = "GET /providers/Microsoft.Compute/skus";
const aksPath = "GET /providers/Microsoft.ContainerService/locations/koreacentral/vmSkus";

const run = (skus: object[], onAks: string[], given: Given = {}) =>
  findingsOf(sizes, {
    answers: {
      [skusPath]: { value: [...skus, host, { resourceType: "disks", name: "Premium_LRS" }] },
      [aksPath]: { value: onAks.map((name) => ({ name })) },
    },
    ...given,
  });

describe("the check of VM sizes", () => {
  it("is satisfied if the sizes are offered, open to the subscription, and on AKS's own list", async () => {
    const { findings } = await run([sku("Standard_D2s_v5", inOneZone)], ["standard_d2s_v5"]);
    expect(findings.map(({ text }) => text)).toEqual([
      "Standard_D2s_v5 is offered in koreacentral, also by AKS",
      "Standard_B2als_v2 is offered in koreacentral",
    ]);
    expect(statuses({ findings })).toEqual(["ok", "ok"]);
  });

  it.each([
    ["is not offered in koreacentral", []],
    ["is not open to this subscription in koreacentral", [sku("Standard_D2s_v5", closed)]],
    ["is not on AKS's list in koreacentral", [sku("Standard_D2s_v5")]],
  ])("fails for a size that %s, and names the nearest that is, with its price", async (why, skus) => {
    const others = ["Standard_D4s_v5", "Standard_D2ps_v5", "Standard_B2ts_v2", "Standard_B2s_v2"].map((name) =>
      sku(name),
    );
    const { findings } = await run(
      [...skus, ...others],
      ["Standard_D4s_v5", "Standard_D2ps_v5", "Standard_B2ts_v2", "Standard_B2s_v2"],
    );
    expect(findings[0]).toEqual({
      status: "fails",
      text: `Standard_D2s_v5 ${why}; the nearest is Standard_B2s_v2, 0.104 USD an hour`,
      fix: "npm run pulumi -- config set nodeSize Standard_B2s_v2",
    });
  });

  it("goes by Azure's list alone, with a warning, if AKS does not show its own", async () => {
    const { findings } = await run([sku("Standard_D2s_v5")], [], { faults: [{ on: /vmSkus$/, ...forbidden }] });
    expect(statuses({ findings })).toEqual(["ok", "ok", "warning"]);
  });

  it("compares students' volumes with the disks that the nodes take", async () => {
    const config = ["students=[kim, lee]", "studentVolumes=2", "nodeCount=1"];
    const four = await run([sku("Standard_D2s_v5")], ["Standard_D2s_v5"], { config });
    expect(four.findings.at(-1)).toMatchObject({
      status: "ok",
      text: "students' volumes take up to 4 disks, and 1 nodes take 4",
    });
    const three = await run([sku("Standard_D2s_v5", [], 3)], ["Standard_D2s_v5"], { config });
    expect(three.findings.at(-1)).toMatchObject({ status: "fails" });
  });

  it("cannot tell from a list without machines", async () => {
    await expect(findingsOf(sizes, { answers: { [skusPath]: { value: [] } } })).rejects.toThrow(
      "Azure lists no VM sizes for koreacentral",
    );
  });
});
