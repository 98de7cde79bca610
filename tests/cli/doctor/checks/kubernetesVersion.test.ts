import { kubernetesVersion } from "../../../../cli/doctor/checks/kubernetesVersion";
import { findingsOf } from "../subject";

const values = [
  { version: "1.34", capabilities: { supportPlan: ["AKSLongTermSupport"] } },
  { version: "1.35", capabilities: { supportPlan: ["KubernetesOfficial", "AKSLongTermSupport"] } },
  { version: "1.36", isDefault: true, capabilities: { supportPlan: ["KubernetesOfficial"] } },
  { version: "1.38", isPreview: true, capabilities: { supportPlan: ["KubernetesOfficial"] } },
];
const answers = { "GET /providers/Microsoft.ContainerService/locations/koreacentral/kubernetesVersions": { values } };

describe("the check of the Kubernetes version", () => {
  it.each([
    ["", "ok", "AKS's default of the day, 1.36"],
    ["1.35", "ok", "1.35 is offered"],
    ["1.38", "warning", "1.38 is a preview"],
    ["1.37", "fails", "1.37 is not offered in koreacentral: 1.34, 1.35, 1.36, 1.38 are"],
    ["1.34", "fails", "1.34 is only for clusters with long-term support, which the lab's is not"],
  ])("for %j is %s", async (version, status, text) => {
    const { findings } = await findingsOf(kubernetesVersion, { answers, config: [`kubernetesVersion=${version}`] });
    expect(findings).toEqual([
      {
        status,
        text,
        ...(status !== "ok" && { fix: "npm run pulumi -- config set kubernetesVersion 1.36" }),
      },
    ]);
  });
});
