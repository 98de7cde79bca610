import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DockerClient } from "../../../../cli/docker/client";
import { runCommand } from "../../../../cli/runCommand";
import { FakeCluster } from "../../kubernetes/fakeCluster";
import {
  container,
  emptyEngine,
  emptyState,
  fakeContext,
  network,
  noDocker,
  project,
  projectFolder,
  removeStack,
  runCli,
  stateOf,
  volume,
  withState,
  stateAddress,
} from "../../harness";

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";
const gone = "Nothing of the lab is left here, but images.\n";
const existingCluster = { kubeContext: "kind-kind", image: "ghcr.io/example/app:1.0.0" };
const args = ["local", "down"];
const destroy = "destroy --yes --skip-preview";

/** What another folder's lab left, another project's, and somebody's own. */
const leftovers = {
  containers: [project, "other-lab", undefined].map((lab, index) =>
    container(["lab-server", "other", "db"][index]!, { lab, idle: "stopped" }),
  ),
  networks: [network("lab", { lab: project })],
  volumes: [volume("lab-registry", { lab: project })],
};

describe("lab local down", () => {
  it("calls no Pulumi if there never was a lab, and says that nothing is left", async () => {
    await expect(runCli({ args })).resolves.toMatchObject({ code: 0, stdout: gone, stderr: "", asked: [] });
  });

  it("destroys the lab, and looks before and after at what is on Docker", async () => {
    const pulumi = { ...stateOf(23), [destroy]: { stdout: "Destroying (local)\n", appends: salt } };
    const result = await runCli({ args, pulumi, prepare: withState });
    expect(result).toMatchObject({ code: 0, stdout: `Destroying (local)\n${gone}`, stderr: "" });
    expect(result.asked).toEqual(["version", "stack ls --json", "stack export", destroy, removeStack]);
    expect(result.requests).toEqual(Array(2).fill("read unix:///run/docker.sock"));
    expect(result.stackFile.after).toBe(result.stackFile.before);
    expect(result.calls[3]!.env).toMatchObject({
      PULUMI_BACKEND_URL: stateAddress(result.folder),
      PULUMI_STACK: "local",
      DOCKER_HOST: "unix:///run/docker.sock",
    });
  });

  it("removes the volumes that Docker had made for the lab's containers by itself, but none that is in use", async () => {
    const [own, shared, others] = ["a", "b", "c"].map((sign) => sign.repeat(64)) as [string, string, string];
    const volumes = [own, shared, others].map((name) => volume(name, { anonymous: true }));
    const db = container("db", { volumes: [shared, others] });
    const server = container("lab-server", { lab: project, volumes: [own, shared, "lab-server"] });
    const { context, requests } = fakeContext(projectFolder(), {});
    const looks = [
      { containers: [db, server], volumes },
      { containers: [db], volumes },
    ];
    const docker: DockerClient = {
      ...context.docker,
      read: () => Promise.resolve({ ...emptyEngine, ...looks.shift() }),
    };
    await expect(runCommand(args, { ...context, docker })).resolves.toBe(0);
    expect(requests).toEqual([`remove volume ${own} unix:///run/docker.sock`]);
  });

  it("destroys nothing that Pulumi here does not know, and says how to remove it", async () => {
    const result = await runCli({ args, docker: leftovers, pulumi: emptyState, prepare: withState });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: ["version", "stack ls --json"] });
    expect(result.stderr)
      .toBe(`Docker still has container lab-server, volume lab-registry, network lab, of which Pulumi in this folder knows nothing. To remove it:
  docker rm --force --volumes lab-server
  docker volume rm lab-registry
  docker network rm lab
`);
  });

  it("prints what is left as one document with --json, and ends with 1", async () => {
    const result = await runCli({ args: [...args, "--json"], docker: leftovers });
    expect(result).toMatchObject({ code: 1, stderr: "" });
    expect(JSON.parse(result.stdout)).toEqual({ left: ["container lab-server", "volume lab-registry", "network lab"] });
  });

  it("says that not all is gone if Pulumi fails, after what Pulumi said", async () => {
    const pulumi = { ...stateOf(23), [destroy]: { stderr: "error: in use\n", code: 1 } };
    await expect(runCli({ args, pulumi, prepare: withState })).resolves.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: in use\nNot all of the lab is gone; what went wrong is above. Run it once more.\n",
    });
  });

  it("says how to give up an existing cluster that is gone for good", async () => {
    const pulumi = { ...stateOf(11), [destroy]: { stderr: "error: no route to host\n", code: 1 } };
    const scenario = { args, config: existingCluster, docker: noDocker, pulumi, prepare: withState };
    await expect(runCli(scenario)).resolves.toMatchObject({
      code: 1,
      stdout: "",
      stderr:
        "error: no route to host\nNot all of the lab is gone; what went wrong is above. Run it once more. " +
        "If the cluster is gone for good: npm run local:down -- --cluster-gone\n",
    });
  });

  it("has Pulumi forget what was on a cluster that is gone", async () => {
    const pulumi = { ...stateOf(11), [destroy]: {} };
    const scenario = { config: existingCluster, docker: noDocker, pulumi, prepare: withState };
    const unreachable = async (options: readonly string[]) =>
      (await runCli({ ...scenario, args: [...args, ...options] })).calls.at(-1)?.env["PULUMI_K8S_DELETE_UNREACHABLE"];
    expect(await unreachable(["--cluster-gone"])).toBe("true");
    expect(await unreachable([])).toBeUndefined();
  });

  it("needs no Docker to remove the lab from an existing cluster", async () => {
    const pulumi = { ...stateOf(11), [destroy]: {} };
    const result = await runCli({ args, config: existingCluster, docker: noDocker, pulumi, prepare: withState });
    expect(result).toMatchObject({ code: 0, stdout: gone, stderr: "" });
    expect(result.asked).toEqual(["version", "stack ls --json", "stack export", destroy, removeStack]);
  });

  describe("empties students' spaces on an existing cluster", () => {
    const spaces = ["kim", "lee"].map(
      (label) => `urn:pulumi:local::${project}::lab:index:ContainerLab$lab:kubernetes:StudentSpace::${label}`,
    );
    const removed = (cluster: FakeCluster | undefined, options: readonly string[] = []) =>
      runCli({
        args: [...args, ...options],
        config: existingCluster,
        docker: noDocker,
        ...(cluster && { cluster }),
        pulumi: {
          ...stateOf(11),
          "stack export": { stdout: JSON.stringify({ deployment: { resources: spaces.map((urn) => ({ urn })) } }) },
          "stack output --json --show-secrets --stack local": { stdout: "{}" },
          [destroy]: { stdout: "Destroying (local)\n" },
        },
        env: { KUBECONFIG: "config" },
        prepare: (folder) => {
          withState(folder);
          writeFileSync(join(folder, "config"), JSON.stringify({ contexts: [{ name: "kind-kind" }] }));
        },
      });

    it("before Pulumi deletes them, which a finalizer would hold up, and no stranger's", async () => {
      const cluster = new FakeCluster(["kim", "lee", "park"]);
      for (const name of ["kim", "park"]) cluster.add(name, "Pod web", { finalizers: ["example.com/never"] });
      const { code, stdout } = await removed(cluster);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: `Emptied the space of kim: 1 removed.\nDestroying (local)\n${gone}`,
      });
      expect([cluster.in("kim"), cluster.in("park")]).toEqual([[], ["Pod web"]]);
    });

    it("or says that it could not, and goes on", async () => {
      const { code, stdout } = await removed(undefined);
      expect(code).toBe(0);
      expect(stdout).toMatch(
        / does not answer \(ECONNREFUSED\)\. So what kim, lee made there stays until Pulumi deletes it\.\n/,
      );
    });

    it("but asks no cluster that is gone", async () => {
      const { code, connections } = await removed(undefined, ["--cluster-gone"]);
      expect({ code, connections }).toEqual({ code: 0, connections: [] });
    });
  });

  it("does not mention what another folder's lab has on Docker if this one is on an existing cluster", async () => {
    const result = await runCli({ args, config: existingCluster, docker: leftovers });
    expect(result).toMatchObject({ code: 0, stdout: gone, stderr: "", asked: [] });
  });

  it("calls no Pulumi if no Docker answers, since it would take the containers for gone", async () => {
    const result = await runCli({ args, docker: noDocker, prepare: withState });
    expect(result).toMatchObject({ code: 2, stdout: "", asked: [] });
    expect(result.stderr).toMatch(/^No Docker answers at unix:\/\/\/run\/docker\.sock\. Start it: .*\n$/);
  });

  it("is not stopped by a wrong configuration, and reports which call of Pulumi failed", async () => {
    const config = { nodeCount: 0, nodecount: 7 };
    const pulumi = { "stack ls --json": { stderr: "error: incorrect passphrase\n", code: 255 } };
    await expect(runCli({ args, config, pulumi, prepare: withState })).resolves.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: incorrect passphrase\nPulumi's `stack ls --json` failed; what it said is above.\n",
      asked: ["version", "stack ls --json", "version"],
    });
  });

  it("is not stopped by a value that only Pulumi can read", async () => {
    const config = { owner: "{ secure: v1:bm9uY2U=:c2VjcmV0 }" };
    const result = await runCli({ args, config, pulumi: { ...stateOf(23), [destroy]: {} }, prepare: withState });
    expect(result).toMatchObject({ code: 0, stdout: gone, stderr: "" });
    expect(result.asked).toEqual(["version", "stack ls --json", "stack export", destroy, removeStack]);
  });
});
