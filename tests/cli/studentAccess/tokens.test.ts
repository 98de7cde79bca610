import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { endText } from "../../../cli/studentAccess/tokens";
import { kubeconfigOf } from "../../../components/kubeconfig";
import { FakeCluster } from "../kubernetes/fakeCluster";
import { runCli } from "../harness";

const output = "stack output --json --show-secrets --stack dev";
const lasting = (user: string) =>
  kubeconfigOf({
    ...{ lab: "petshop/dev", server: "https://10.0.0.5:6443", authority: "YQ==", user },
    ...{ credentials: { token: "lasting" }, namespace: `student-${user}` },
  });
const labels = ["kim", "no"];
const students = Object.fromEntries(labels.map((label) => [label, lasting(label)]));

async function kubeconfigs(cluster: FakeCluster, ...args: string[]) {
  const pulumi = { [output]: { stdout: JSON.stringify({ kubeconfig: "the administrator's", students }) } };
  const result = await runCli({ args: ["kubeconfigs", "--out", "class", ...args], pulumi, cluster });
  const files = (label: string) => readFileSync(join(result.folder, "class", `${label}.yaml`), "utf8");
  return { ...result, files };
}

const rfc3339 = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`;

describe("lab kubeconfigs with a lifetime", () => {
  it("asks the cluster for tokens that end, and writes the same files with these", async () => {
    const cluster = new FakeCluster(labels);
    const { code, stderr, stdout, files } = await kubeconfigs(cluster, "--lifetime", "8h");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(cluster.askedSeconds).toEqual([28_800, 28_800]);
    expect(stdout).toMatch(new RegExp(`get pods\`\\.\nThey end by themselves at ${rfc3339}\\.\n$`));
    for (const label of labels) {
      const ending = files(label);
      expect(ending).toBe(students[label]!.replace("lasting", `token-of-${label}`));
      expect(parse(ending, { version: "1.1" })).toEqual(parse(ending));
    }
  });

  it("says it in a sentence if the cluster gives less, and in the document", async () => {
    const cluster = new FakeCluster(labels);
    cluster.mostTokenSeconds = 86_400;
    const { stdout } = await kubeconfigs(cluster, "--lifetime", "7d");
    expect(stdout).toMatch(
      /\nThat is after 1d and not after 7d: the cluster gives no more\. Write them again before then\.\n$/,
    );
    const { stdout: document } = await kubeconfigs(cluster, "--lifetime", "7d", "--json");
    expect(JSON.parse(document)).toMatchObject({
      files: ["kim.yaml", "no.yaml"],
      others: [],
      endsAt: expect.stringMatching(`^${rfc3339}$`) as string,
      shortened: true,
    });
  });

  it("writes nothing if the cluster has no account for one of them", async () => {
    const { code, stdout, stderr, folder } = await kubeconfigs(new FakeCluster(["kim"]), "--lifetime", "8h");
    expect(existsSync(join(folder, "class"))).toBe(false);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "The cluster has no account of no any more. Bring the lab up to date, `npm run pulumi -- up`, then run the command again.\n",
    });
  });

  it("asks nobody if the lifetime is wrong", async () => {
    const { code, asked } = await kubeconfigs(new FakeCluster(labels), "--lifetime", "soon");
    expect({ code, asked }).toEqual({ code: 1, asked: [] });
  });
});

describe("lab handout with a lifetime", () => {
  it("hands out kubeconfigs that end, for the students that it is for only", async () => {
    const cluster = new FakeCluster(labels);
    const pulumi = { [output]: { stdout: JSON.stringify({ kubeconfig: "the administrator's", students }) } };
    const args = ["handout", "--out", "class", "--student", "kim", "--lifetime", "8h"];
    const { stdout, folder } = await runCli({ args, pulumi, cluster });
    expect(cluster.askedSeconds).toEqual([28_800]);
    expect(stdout).toMatch(new RegExp(`\nThey end by themselves at ${rfc3339}\\.\n$`));
    expect(readFileSync(join(folder, "class/kim/kubeconfig.yaml"), "utf8")).toBe(
      students["kim"]!.replace("lasting", "token-of-kim"),
    );
  });
});

describe("endText", () => {
  it("says nothing of a shorter time if the cluster gave what was asked for", () => {
    expect(endText({ kubeconfigs: {}, endsAt: "2027-01-29T09:00:00Z" }, 3600)).toEqual([
      "They end by themselves at 2027-01-29T09:00:00Z.",
    ]);
  });
});
