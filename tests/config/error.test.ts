import * as pulumi from "@pulumi/pulumi";
import { ConfigError, readConfig } from "../../config";
import { errorOf } from "../errorOf";
import { namespaced, project, refusal } from "./read";

const privateKey = "-----BEGIN OPENSSH PRIVATE KEY-----\nTopSecret\n-----END OPENSSH PRIVATE KEY-----\n";

describe("ConfigError", () => {
  it("says key, value, problem, what is allowed, and the command that fixes it, for every fault", () => {
    expect(refusal({ nodeCount: "four", zones: "[9]", sshFrom: "*", nodeCuont: "3" }).message).toBe(
      `The configuration has 4 faults. Nothing was made.

  nodeCuont is "3": there is no such key; the nearest is nodeCount
    allowed: the keys that Pulumi.yaml lists
    to fix: npm run pulumi -- config rm nodeCuont --stack dev
            npm run pulumi -- config set nodeCount 3 --stack dev

  nodeCount is "four"
    allowed: a whole number from 1 to 100
    to fix: npm run pulumi -- config set nodeCount 4 --stack dev

  zones is "[9]"
    allowed: a list of availability zones, each 1, 2 or 3
    to fix: npm run pulumi -- config rm zones --stack dev
            npm run pulumi -- config set --path "zones[0]" 1 --stack dev

  sshFrom is "*": that is the whole Internet
    allowed: one public IPv4 range from /8 to /32, or nothing to keep SSH closed
    to fix: npm run pulumi -- config set sshFrom ADDRESS/32 --stack dev`,
    );
  });

  it("names the project's own command for the stack whose state is in the project", () => {
    const config = { nodeCount: "0", zone: "1", curfew: '{"stopAt":"9:00","timeZone":"UTC"}' };
    const { message } = errorOf(ConfigError, () => readConfig(namespaced(config), project, "local"));
    expect(message.match(/(?<=to fix: ).*/g)).toEqual([
      "npm run local:pulumi -- config rm zone",
      "npm run local:pulumi -- config set nodeCount 4",
      "npm run local:pulumi -- config set --path curfew.stopAt 09:00",
    ]);
  });

  it("has faults of one key and faults between keys together", () => {
    const { faults } = refusal({ replicas: "-1", windows: "true", networkDataplane: "cilium", maxNodeCount: "2" });
    expect(faults.map(({ key }) => key).sort()).toEqual(["maxNodeCount", "networkDataplane", "replicas"]);
  });

  it("is one that Pulumi prints without a stack trace", () => {
    expect(pulumi.RunError.isInstance(refusal({ nodeCount: "0" }))).toBe(true);
  });

  it("names each faulty item of a list, however long the list is", () => {
    const good = Array.from({ length: 9 }, (_, index) => `203.0.113.${index}/32`);
    const { message } = refusal({ authorizedIpRanges: JSON.stringify([...good, "10.0.0.300/24", "1.2.3.4"]) });
    expect(message).toContain("10.0.0.300/24");
    expect(message).toContain("1.2.3.4/32");
  });

  it("cuts a long value", () => {
    expect(refusal({ owner: "y".repeat(100_000) }).message).toContain(`owner is "${"y".repeat(55)}…"\n`);
  });

  it("withstands JSON that is large or deep", () => {
    const list = `[${"9,".repeat(20_000)}9]`;
    const deep = `${"[".repeat(2_000)}${"]".repeat(2_000)}`;
    expect(refusal({ zones: list, authorizedIpRanges: deep }).faults.map(({ key }) => key)).toEqual([
      "zones",
      "authorizedIpRanges",
    ]);
  });

  it.each(["sshPublicKey", "location", "sshPrivateKey"])("does not show a private key that was given as %s", (key) => {
    const value = `<${privateKey}`;
    const { message } = refusal({ [key]: value });
    expect(message).toContain(`${key} is "[not shown]"`);
    expect(message).not.toContain("BEGIN");
    expect(message).not.toContain("TopSecret");
  });

  it.each([
    ["an escape sequence in a value", { nodeCount: "\u001b[31m4" }],
    ["a one-character control sequence in a value", { nodeCount: "\u009b31m4" }],
    ["an escape sequence in a key", { "\u001b[31mnodeCount": "4" }],
    ["an instruction to write from right to left", { nodeCount: "\u202e4" }],
  ])("sends the terminal nothing to act upon: %s", (_what, config) => {
    // eslint-disable-next-line no-control-regex -- these are what must not be there.
    expect(refusal(config).message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it.each([
    ["a space of no width", "\u200b", "\\u200b"],
    ["a joiner of no width", "\u200d", "\\u200d"],
    ["a hyphen that is not shown", "\u00ad", "\\u00ad"],
    ["a mark of the byte order", "\ufeff", "\\ufeff"],
    ["an instruction to write from right to left", "\u202e", "\\u202e"],
  ])("spells out what nobody would see: %s", (_what, sign, spelled) => {
    const { message } = refusal({ nodeCount: `4${sign}` });
    expect(message).toContain(`  nodeCount is "4${spelled}"\n`);
    expect(message).not.toContain(sign);
  });

  it("has a line for each thing that it says, whatever the value", () => {
    expect(refusal({ nodeCount: "4\n  replicas is fine" }).message.split("\n")).toHaveLength(5);
  });
});
