import { runCli } from "../../harness";
import { FakeDrillCluster } from "./fakeDrillCluster";

const output = "stack output --json --show-secrets --stack dev";

describe("lab drill", () => {
  it.each([
    [["--rate", "0"], "--rate 0: allowed is a whole number from 1 to 200."],
    [["--rate", "2.5"], "--rate 2.5: allowed is a whole number from 1 to 200."],
    [["--for", "5m"], "--for 5m: allowed is a time from 30s to 4m, such as 90s."],
    [["--max-failed", "-1"], "--max-failed -1: allowed is a whole number from 0 on."],
    [["--max-recovery", "soon"], "--max-recovery soon: allowed is a time from 1s to 1h, such as 90s."],
    [["--mode", "kill"], "--mode kill: on AKS allowed is cut, power-off, drain."],
    [["--html", "."], /^--html \.: that is a folder\. Name a file\.$/],
    [["--html", "nowhere/drill.html"], /^--html nowhere\/drill\.html: there is no folder .*nowhere\.$/],
  ])("refuses %j before it asks anybody", async (args, message) => {
    const { code, stderr, asked } = await runCli({ args: ["drill", ...args] });
    expect({ code, asked }).toEqual({ code: 1, asked: [] });
    expect(stderr.trim()).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
  });

  it("says how a stack without an address for its app gets one", async () => {
    const run = (outputs: object) =>
      runCli({ args: ["drill"], pulumi: { [output]: { stdout: JSON.stringify(outputs) } } });
    const up = "Bring it up first: `npm run pulumi -- up`.\n";
    const results = [await run({}), await run({ appUrl: "no load balancer yet: `x`" })];
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [1, `The stack dev has no appUrl yet. ${up}`],
      [1, `The stack dev has no address for its app: no load balancer yet: \`x\`. ${up}`],
    ]);
  });

  it("cannot tell where the cluster does not answer, also with --json", async () => {
    const outputs = { kubeconfig: "the administrator's", appUrl: "http://203.0.113.20" };
    const pulumi = { [output]: { stdout: JSON.stringify(outputs) } };
    const { code, stdout } = await runCli({ args: ["drill", "--json"], pulumi });
    const message = "The cluster at https://127.0.0.1:6443 does not answer (ECONNREFUSED).";
    expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 2,
      document: { error: { message, exitCode: 2 } },
    });
  });

  it("refuses the control plane of a cluster, and notes nothing there", async () => {
    const outputs = { kubeconfig: "the administrator's", appUrl: "http://203.0.113.20" };
    const cluster = new FakeDrillCluster();
    const pulumi = { [output]: { stdout: JSON.stringify(outputs) } };
    const { code, stderr } = await runCli({ args: ["drill", "--node", "lab-server"], pulumi, cluster });
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        "--node lab-server has the control plane, which a drill never takes. Allowed: lab-agent-1, lab-agent-2.\n",
    });
    expect(cluster.changes).toEqual([]);
  });
});
