import { azureKeys } from "../../../config/azure/keys";
import { dockerHostKeys } from "../../../config/dockerHost/keys";
import { windowsKeys } from "../../../config/windows/keys";
import { program } from "../../../program";
import type { Inputs, SimulatedResource } from "../../../simulator";
import { run } from "../../lab";

/**
 * Azure's services read an input that a request lacks as "do not change". So a key that is set and then unset again must not
 * leave an input out that it had: what it switched on would stay on.
 */

const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

/** A value that switches something on, for each key of a lab on Azure that can be off. */
const switchedOn: Readonly<Record<string, string>> = {
  tags: '{"course":"containers"}',
  endsAt: "2027-01-29T18:00:00+09:00",
  curfew: '{"stopAt":"18:00","timeZone":"Asia/Seoul"}',
  budget: '{"amount":500,"emails":["instructor@example.com"],"startDate":"2027-01-01"}',
  maxNodeCount: "6",
  kubernetesVersion: "1.36",
  nodeUpgrades: '{"day":"Sunday","startAt":"03:00","utcOffset":"+09:00"}',
  zones: "[1]",
  authorizedIpRanges: '["203.0.113.0/24"]',
  webFrom: '["203.0.113.0/24"]',
  sshFrom: "203.0.113.7/32",
  sshPublicKey,
  shutdownAt: "18:00",
  windows: "true",
  image: "ghcr.io/example/app:1.0.0",
  students: '["kim"]',
};

/** Inputs that are left out all the same, and why nothing stays on. */
const leftOut: Readonly<Record<string, string>> = {
  "cluster agentPoolProfiles.0.minCount": "without autoscaling AKS refuses it, and ignores what it was",
  "cluster agentPoolProfiles.0.maxCount": "without autoscaling AKS refuses it, and ignores what it was",
  "cluster agentPoolProfiles.0.availabilityZones.0": "a change replaces the cluster",
  "cluster windowsProfile.adminUsername": "a change replaces the cluster",
  "cluster windowsProfile.adminPassword": "a change replaces the cluster",
  // There is no value for "AKS's default". The README says that the version stays.
  "cluster kubernetesVersion": "the version stays, which is what AKS's default would be: a version is never taken back",
  "cluster agentPoolProfiles.0.orchestratorVersion": "the version stays",
};

const plan = async (config: Record<string, string>) => {
  const { resources } = await run(program, { shutdownAt: "", ...config });
  return new Map(resources.filter(({ type }) => type.startsWith("azure-native:")).map((one) => [one.urn, one]));
};

/** Azure takes these as a whole: what is not in one any more is gone, as long as it is sent. */
const wholes = /(^|\.)(tags|securityRules|authorizedIPRanges|nodeTaints|values)$/;

/** Paths of what is sent. */
function paths(value: unknown, prefix: string): string[] {
  if (typeof value !== "object" || value === null || wholes.test(prefix)) return [prefix];
  return Object.entries(value as Inputs).flatMap(([key, item]) =>
    paths(item, prefix === "" ? key : `${prefix}.${key}`),
  );
}

function missing(before: SimulatedResource, after: SimulatedResource): string[] {
  const sent = new Set(paths(after.inputs, ""));
  return paths(before.inputs, "")
    .filter((path) => !sent.has(path))
    .map((path) => `${before.name} ${path}`);
}

describe("what is switched off", () => {
  it.each(Object.entries(switchedOn))("by unsetting %s leaves out no input that it had", async (key, value) => {
    const [before, after] = [await plan({ [key]: value }), await plan({})];
    const both = [...before.values()].flatMap((on) => {
      const off = after.get(on.urn);
      return off ? [[on, off] as const] : [];
    });
    expect(both.length).toBeGreaterThan(0);
    expect(both.flatMap(([on, off]) => missing(on, off)).filter((path) => !(path in leftOut))).toEqual([]);
  });

  it("covers every key of a lab on Azure that can be off", () => {
    const off = Object.entries({ ...azureKeys, ...dockerHostKeys, ...windowsKeys }).filter(
      ([, { default: byDefault }]) =>
        byDefault === "" || byDefault === 0 || byDefault === false || JSON.stringify(byDefault).length === 2,
    );
    // It has no effect without endsAt.
    const withReasons = ["deleteAtEnd"];
    expect(off.map(([key]) => key).filter((key) => !(key in switchedOn) && !withReasons.includes(key))).toEqual([]);
  });
});
