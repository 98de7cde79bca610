import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Deployment,
  forgetPending,
  pendingOf,
  readDeployment,
  resourcesOf,
} from "../../../../../cli/commands/local/state/deployment";
import type { PulumiCli } from "../../../../../cli/pulumi/cli";
import { temporaryFolder } from "../../../harness";

const answering = (stdout: string): PulumiCli => ({ run: () => Promise.resolve({ code: 0, stdout }) });
const one = { urn: "urn:one", type: "a:b:C" };
const two = { ...one, urn: "urn:two", pendingReplacement: true };
const exported: Deployment = {
  version: 3,
  deployment: { resources: [one, two], pending_operations: [{ type: "creating", resource: two }] },
};

describe("what Pulumi knows", () => {
  it("is what exists, and besides what it had begun", async () => {
    const deployment = await readDeployment(answering(JSON.stringify(exported)));
    expect([resourcesOf(deployment), pendingOf(deployment)]).toEqual([[one], [two]]);
  });

  it("is nothing of a stack with which nothing was ever done", async () => {
    const deployment = await readDeployment(answering('{"version":3,"deployment":null}'));
    expect([resourcesOf(deployment), pendingOf(deployment)]).toEqual([[], []]);
  });

  it("is written back without what was begun, in a file that is gone afterwards", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, ".local"));
    const imported: unknown[] = [];
    const pulumi: PulumiCli = {
      run: (args) => {
        imported.push(args.slice(0, 3), JSON.parse(readFileSync(args[3]!, "utf8")));
        return Promise.resolve({ code: 0, stdout: "" });
      },
    };
    await forgetPending(pulumi, folder, exported);
    expect(imported).toEqual([["stack", "import", "--file"], { version: 3, deployment: { resources: [one, two] } }]);
    expect(existsSync(join(folder, ".local", "repaired.json"))).toBe(false);
  });
});
