import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rehearse } from "../../cli/rehearse";
import { ConfigError, readConfig } from "../../config";
import { readStackConfig } from "../../config/stackConfig";
import { fakeContext, project, projectFolder } from "./harness";

// A wrong configuration is reported before either is loaded, and with them the SDKs.
jest.mock("../../simulator", () => {
  throw new Error("the simulator was loaded");
});
jest.mock("../../program", () => {
  throw new Error("the program was loaded");
});

const folder = projectFolder();
const { context } = fakeContext(folder, {});

async function refusal(...config: string[]): Promise<ConfigError> {
  const error: unknown = await rehearse(context, { stack: "dev", config }).catch((reason: unknown) => reason);
  if (error instanceof ConfigError) return error;
  throw new Error(`it was no ConfigError: ${String(error)}`);
}

/** The commands that a message proposes. */
function proposed({ message }: ConfigError): readonly string[] {
  return message.match(/(?<=to fix: ).*/g) ?? [];
}

describe("the rehearsal of a wrong configuration", () => {
  it("names every fault at once, each with a command that fixes the command line", async () => {
    expect((await refusal("nodeCount=0", "shutdownAt=25:99")).message).toBe(
      `The configuration has 2 faults. Nothing was made.

  nodeCount is "0"
    allowed: a whole number from 1 to 100
    to fix: npm start -- --config nodeCount=4 --config shutdownAt=HH:MM

  shutdownAt is "25:99"
    allowed: a time from 00:00 to 23:59, or nothing to leave it running
    to fix: npm start -- --config nodeCount=4 --config shutdownAt=HH:MM`,
    );
  });

  it("proposes the known key for a misspelt one", async () => {
    expect(proposed(await refusal("nodeCuont=3"))).toEqual(["npm start -- --config nodeCount=3"]);
  });

  it("repeats the right options in the command that fixes the wrong ones", async () => {
    expect(proposed(await refusal("windows=true", "networkDataplane=cilium"))).toEqual([
      "npm start -- --config windows=true --config networkDataplane=auto",
    ]);
  });

  it("quotes values for every shell, replaces a wrong list and leaves an unknown key out", async () => {
    const command = 'npm start -- --config replicas=8 --config "owner=Dr. Kim" --config "zones=[1]"';
    expect(proposed(await refusal("replicas=-1", "owner=Dr. Kim", "zones=[9]", "shoes=1"))).toEqual([
      command,
      command,
      command,
    ]);
  });

  it("replaces an object as a whole, once for all its members", async () => {
    const given = '{"stopAt":"9:00","timezone":"UTC","days":["Mon"]}';
    const command =
      'npm start -- --config "curfew={timeZone: UTC, stopAt: 09:00, days: [Monday]}" ' +
      '--config "budget={amount: 100, emails: [instructor@example.com], startDate: 2027-01-01}"';
    expect(proposed(await refusal(`curfew=${given}`, "budget=500"))).toEqual(Array(4).fill(command));
  });

  it("fixes on the command line what comes from there with its namespace", async () => {
    expect(proposed(await refusal(`${project}:nodeCount=0`))[0]).toMatch(
      /^npm start -- --config (petshop:)?nodeCount=4$/,
    );
  });

  it("fixes in the stack's file what comes from there, also with other values on the command line", async () => {
    const own = projectFolder({ nodeCount: 0 });
    const options = { stack: "local", config: ["replicas=3"] };
    await expect(rehearse(fakeContext(own, {}).context, options)).rejects.toThrow(
      /to fix: in Pulumi\.local\.yaml, write nodeCount: 4; or run\n {12}npm run local:pulumi -- config set nodeCount 4$/,
    );
  });

  it.each(
    Object.entries({
      target: "aws",
      location: "Korea Central",
      owner: "x".repeat(257),
      tags: '{"R&D":"x"}',
      endsAt: "2027-01-29",
      deleteAtEnd: "perhaps",
      curfew: "19:00",
      budget: '{"amount":"much"}',
      nodeCount: "four",
      maxNodeCount: "-1",
      nodeSize: "huge",
      kubernetesVersion: "1.35.x",
      zones: "[9]",
      authorizedIpRanges: '["*"]',
      networkDataplane: "none",
      podCidr: "*",
      serviceCidr: "*",
      hostCidr: "10.244.3.0/24",
      windows: "maybe",
      replicas: "-1",
      dockerHost: "maybe",
      hostSize: "huge",
      sshFrom: "203.0.113.7",
      shutdownAt: "9pm",
      timeZone: "Tokyo",
    }),
  )("proposes a command that fixes %s", async (key, value) => {
    const [command] = proposed(await refusal(`${key}=${value}`));
    // As the shell takes it: without the quotes around it.
    const fix = /^npm start -- --config ("?)(.*)\1$/.exec(command ?? "")?.[2] ?? "no command";
    expect(fix).toMatch(new RegExp(`^${key}=`));
    expect(() => readConfig(readStackConfig("dev", [fix], folder).values, project, "dev")).not.toThrow();
  });

  it("does not repeat a private key", async () => {
    const { message } = await refusal("sshPublicKey=-----BEGIN OPENSSH PRIVATE KEY-----\nTopSecret\n");
    expect(message).toContain('sshPublicKey is "[not shown]"');
    expect(message).not.toMatch(/BEGIN|TopSecret/);
  });

  it("says what the command line or the stack lacks", async () => {
    await expect(rehearse(context, { stack: "dev", config: ["nodeCount"] })).rejects.toThrow(
      "--config nodeCount: it has the form key=value",
    );
    await expect(rehearse(context, { stack: "nope" })).rejects.toThrow("There is no Pulumi.nope.yaml in ");
  });

  it("reads the stack's file in the context's folder", async () => {
    const file = join(folder, "Pulumi.spring.yaml");
    writeFileSync(file, "config:\n  nodeCount: 0\n");
    await expect(rehearse(context, { stack: "spring" })).rejects.toThrow(/^The configuration has 1 fault\./);
    expect(readFileSync(file, "utf8")).toBe("config:\n  nodeCount: 0\n");
  });
});
