import { doubtNotes } from "../../cli/doubtNotes";
import { readConfig } from "../../config";

const today = Date.parse("2026-11-28T12:00:00Z");

/** Of a lab that differs in these from the default one. */
function notes(values: Readonly<Record<string, string>>, { vcpus = 10, now = today } = {}): string[] {
  const config = readConfig(
    Object.fromEntries(Object.entries(values).map(([key, value]) => [`lab:${key}`, value])),
    "lab",
    "dev",
  );
  return doubtNotes(config, vcpus, now);
}

describe("doubtNotes", () => {
  it("says nothing of the default lab, nor of a lab on Docker", () => {
    expect(notes({})).toEqual([]);
    expect(notes({ target: "local" }, { vcpus: 1000 })).toEqual([]);
  });

  it("warns of a region that is not known, which may be new", () => {
    expect(notes({ location: "tokyo" })).toEqual([
      "No region tokyo is known here. Azure may have got one of that name since; `az account list-locations --output table` shows " +
        "which there are.",
    ]);
  });

  it("asks whether another region was meant, of a name that is nearly its own", () => {
    expect(notes({ location: "koreacentrl" })[0]).toMatch(
      /^No region koreacentrl is known here\. Was koreacentral meant\? Azure/,
    );
  });

  it("warns of a VM size of a series that is not known, of the host's only if there is one", () => {
    const note =
      "No series of the VM size Standard_D2s_v9 had a price on 2026-06-18. Azure may have got it since; " +
      "`az vm list-skus --location koreacentral --size Standard_D2s_v9 --output table` shows whether it is there.";
    expect(notes({ nodeSize: "Standard_D2s_v9" })).toEqual([note]);
    expect(notes({ nodeSize: "Standard_D2s_v9", hostSize: "Standard_D2s_v9" })).toEqual([note]);
    expect(notes({ hostSize: "Standard_D2s_v9", dockerHost: "false" })).toEqual([]);
  });

  it("warns of a Kubernetes version after its last day, and of one that is newer than all that are known", () => {
    const list = "`az aks get-versions --location koreacentral --output table` shows what AKS makes clusters of";
    expect(notes({ kubernetesVersion: "1.34" }, { now: Date.parse("2026-11-30T23:59:00Z") })).toEqual([]);
    expect(notes({ kubernetesVersion: "1.34" }, { now: Date.parse("2026-12-01T00:00:00Z") })).toEqual([
      `AKS was to make clusters of Kubernetes 1.34 until 2026-11-30: ${list}. Without kubernetesVersion it takes its default.`,
    ]);
    expect(notes({ kubernetesVersion: "1.38" })).toEqual([
      `Kubernetes 1.38 is newer than 1.37, the last one known here: ${list}.`,
    ]);
  });

  it("warns of more vCPUs than a subscription has by default", () => {
    expect(notes({}, { vcpus: 20 })).toEqual([]);
    expect(notes({}, { vcpus: 256 })).toEqual([
      "It takes 256 vCPUs, and without asking for more a subscription has 20 in a region, or fewer: then not all of the machines are " +
        "made. `az vm list-usage --location koreacentral --output table` shows yours.",
    ]);
  });
});
