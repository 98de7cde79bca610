import { LocalTarget } from "../../../components/local/target";
import type { Inputs } from "../../../simulator";
import { certificates } from "../../certificates";
import { temporaryFolder } from "../../cli/harness";
import { labConfig, only, run } from "../../lab";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const trusted = "/etc/ssl/certs/lab-authority.pem";

/** What is in each node's folder of trusted certificates. */
async function trustedBy(config: Record<string, string>): Promise<unknown[]> {
  const { resources } = await run(() => new LocalTarget(labConfig({ target: "local", nodeCount: "2", ...config }), {}));
  return ["server", "agent-1"].map((name) => {
    const uploads = only(resources, "docker:index/container:Container", name).inputs["uploads"] as Inputs[];
    return uploads.find(({ file }) => file === trusted)?.["content"];
  });
}

describe("the authority of a network that inspects TLS", () => {
  it("is trusted by every node", async () => {
    const path = join(temporaryFolder(), "school.pem");
    writeFileSync(path, certificates.other.cert);
    await expect(trustedBy({ authorityFile: path })).resolves.toEqual([
      certificates.other.cert,
      certificates.other.cert,
    ]);
  });

  it("is none by default", async () => {
    await expect(trustedBy({})).resolves.toEqual([undefined, undefined]);
  });
});
