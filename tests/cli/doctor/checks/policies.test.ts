import { policies } from "../../../../cli/doctor/checks/policies";
import { findingsOf } from "../subject";

const path = "POST /providers/Microsoft.PolicyInsights/checkPolicyRestrictions";
const evaluation = (evaluationResult: string, policyEffect: string) => ({
  policyInfo: { policyAssignmentId: "/assignments/allowed-regions" },
  evaluationResult,
  effectDetails: { policyEffect },
});
const run = (...policyEvaluations: object[]) =>
  findingsOf(policies, {
    answers: { [path]: { fieldRestrictions: [], contentEvaluationResult: { policyEvaluations } } },
  });

describe("the check of policies", () => {
  it("asks Azure for every kind of thing that the program declares, and is satisfied if none is denied", async () => {
    const { findings, fake } = await run(evaluation("NonCompliant", "Audit"), evaluation("Compliant", "Deny"));
    expect(findings.map(({ status }) => status)).toEqual(["ok"]);
    expect(fake.requests).toEqual(Array(5).fill(path));
    expect(
      fake.bodies
        .map(
          (body) =>
            (body as { resourceDetails: { resourceContent: { type: string } } }).resourceDetails.resourceContent.type,
        )
        .sort(),
    ).toEqual([
      "Microsoft.Compute/virtualMachines",
      "Microsoft.ContainerRegistry/registries",
      "Microsoft.ContainerService/managedClusters",
      "Microsoft.Network/publicIPAddresses",
      "Microsoft.Resources/resourceGroups",
    ]);
  });

  it("sends what the program sends, in Azure's form", async () => {
    const { fake } = await run();
    const contents = fake.bodies.map(
      (body) =>
        (body as { resourceDetails: { resourceContent: Record<string, unknown> } }).resourceDetails.resourceContent,
    );
    const cluster = contents.find(({ type }) => type === "Microsoft.ContainerService/managedClusters")!;
    expect(cluster).toMatchObject({
      ...{ location: "koreacentral", tags: { lab: "petshop", stack: "dev", owner: "instructor" } },
      sku: { name: "Base", tier: "Free" },
      properties: { agentPoolProfiles: [{ vmSize: "Standard_D2s_v5" }] },
    });
    expect(Object.keys(cluster["properties"] as object)).not.toContain("sku");
  });

  it("fails for what a policy would deny, with the policy", async () => {
    const { findings } = await run(evaluation("NonCompliant", "deny"));
    expect(findings).toHaveLength(5);
    expect(findings[0]!.text).toBe(
      "a policy denies Microsoft.Resources/resourceGroups (lab): /assignments/allowed-regions",
    );
  });

  it("cannot tell where the policy check is not registered, and says how to register it", async () => {
    const body = { error: { code: "MissingSubscriptionRegistration", message: "Not registered." } };
    const faults = [{ on: /checkPolicyRestrictions$/, status: 409, body }];
    await expect(findingsOf(policies, { faults })).rejects.toThrow(
      "az provider register --namespace Microsoft.PolicyInsights --wait",
    );
  });
});
