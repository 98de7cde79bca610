import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  type Answers,
  type Result,
  container,
  emptyState,
  network,
  noDocker,
  project,
  runCli,
  stateOf,
  volume,
  webServer,
  stateAddress,
} from "../../harness";
import { freePorts } from "../../../freePorts";

import { FakeCluster } from "../../kubernetes/fakeCluster";

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";
/** In none of the networks that a machine has. */
const networkCidr = "198.18.77.0/24";
const args = ["local", "up"];
const up = "up --yes --skip-preview";
const outputs = "stack output --json --show-secrets --stack local";
const noBalancer = { stdout: JSON.stringify({ appUrl: "no load balancer yet" }) };
const image = "ghcr.io/example/app:1.0.0";

async function ports() {
  const [registryPort, apiPort, appPort] = (await freePorts(3)) as [number, number, number];
  return { registryPort, apiPort, appPort, networkCidr };
}

function writeKubeconfig(folder: string, file: string, context: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify({ contexts: [{ name: context }] }));
}

describe("lab local up of a lab that was never here", () => {
  let result: Result;
  let appUrl: string;
  let visits = 0;

  beforeAll(async () => {
    // Its app answers at the second visit.
    const app = await webServer((_, response) => response.writeHead(++visits === 1 ? 503 : 200).end());
    appUrl = app.url;
    result = await runCli({
      args,
      config: { ...(await ports()), nodeCount: 2 },
      // Pulumi must get neither: it would prefer both to the passphrase's file.
      env: { PULUMI_CONFIG_PASSPHRASE: "hunter2", PULUMI_ACCESS_TOKEN: "pul-1" },
      pulumi: {
        ...emptyState,
        "stack init local --no-select": { stdout: "Created stack 'local'\n" },
        [up]: { stdout: "Updating (local)\n", stderr: "a warning\n", appends: salt },
        [outputs]: { stdout: JSON.stringify({ appUrl: app.url }) },
      },
    });
    await app.end();
  });

  it("looks at Docker, makes the stack, brings it up, and says where the app is and what to do with it", () => {
    expect(result.asked).toEqual(["version", "stack ls --json", "stack init local --no-select", up, outputs]);
    expect(result).toMatchObject({ code: 0, stderr: "a warning\n", requests: ["read unix:///run/docker.sock"] });
    expect(result.stdout).toBe(`Updating (local)

the app:       ${appUrl}
kubectl:       npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig-admin.yaml
a failed host: docker stop petshop-agent-1; and back: docker start petshop-agent-1
take it down:  npm run local:down
`);
    expect(visits).toBe(2);
  });

  it("runs Pulumi on the lab's own state and passphrase, and on the same Docker", () => {
    const env = {
      PULUMI_BACKEND_URL: stateAddress(result.folder),
      PULUMI_STACK: "local",
      PULUMI_CONFIG_PASSPHRASE_FILE: join(result.folder, ".local", "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
      DOCKER_HOST: "unix:///run/docker.sock",
    };
    expect(result.calls.map((call) => call.env)).toEqual(Array(5).fill(env));
    expect(existsSync(join(result.folder, ".local", "passphrase"))).toBe(true);
  });

  it("leaves the stack's file as it was, and keeps the salt that Pulumi put into it", () => {
    expect(result.stackFile.after).toBe(result.stackFile.before);
    expect(readFileSync(join(result.folder, ".local", "salt"), "utf8")).toBe(salt);
  });
});

describe("lab local up of a lab that is there", () => {
  const urn = (parent: string, type: string, name: string) =>
    `urn:pulumi:local::${project}::lab:index:ContainerLab$lab:local:${parent}$docker:index/${type}::${name}`;
  const agentUrn = urn("Cluster", "container:Container", "agent-1");
  const known = [
    urn("Cluster", "container:Container", "server"),
    agentUrn,
    urn("Registry", "container:Container", "registry"),
    urn("Network", "network:Network", "network"),
  ];
  const refresh = `refresh --yes --skip-preview --target ${agentUrn}`;
  const pulumi: Answers = {
    ...stateOf(23),
    "stack export": { stdout: JSON.stringify({ deployment: { resources: known.map((urn) => ({ urn })) } }) },
    [refresh]: { stdout: "Refreshing (local)\n" },
    [up]: { stdout: "Updating (local)\n" },
    [outputs]: noBalancer,
  };

  /** One of its containers has stopped, and one is gone. Its state has a salt. */
  async function again(...more: string[]): Promise<Result> {
    const config = await ports();
    return runCli({
      args: [...args, ...more],
      config: { ...config, nodeCount: 2 },
      docker: {
        containers: [
          container("petshop-registry", { lab: project, ports: [config.registryPort] }),
          container("petshop-server", { lab: project, idle: "stopped" }),
          container("db", { idle: "stopped" }),
        ],
        networks: [network(project, { lab: project, subnets: [networkCidr] })],
        volumes: [volume("petshop-server", { lab: project })],
      },
      pulumi,
      prepare: (folder) => {
        mkdirSync(join(folder, ".local"));
        writeFileSync(join(folder, ".local", "passphrase"), "correct horse");
        writeFileSync(join(folder, ".local", "salt"), salt);
      },
    });
  }

  it("has Pulumi forget what is gone, starts what has stopped, and brings it up to date", async () => {
    const result = await again();
    expect(result.asked).toEqual(["version", "stack ls --json", "stack export", refresh, up, outputs]);
    expect(result.requests).toEqual(["read unix:///run/docker.sock", "start petshop-server unix:///run/docker.sock"]);
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).toBe(`Gone from Docker, and made again: petshop-agent-1.
Started petshop-server, which was stopped.
Updating (local)

the app:       no load balancer yet
kubectl:       npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig-admin.yaml
a failed host: docker stop petshop-agent-1; and back: docker start petshop-agent-1
take it down:  npm run local:down
`);
  });

  it("gives Pulumi the salt while it runs, and takes it out of the stack's file again", async () => {
    const { calls, stackFile } = await again();
    const [version, ...others] = calls.map((call) => call.stackFile);
    expect(version).toBe(stackFile.before);
    expect(others).toEqual(Array(5).fill(stackFile.before + salt));
    expect(stackFile.after).toBe(stackFile.before);
  });

  it("prints one document with --json, and all progress on standard error", async () => {
    const { code, stdout, stderr } = await again("--json");
    expect({ code, document: JSON.parse(stdout) as unknown }).toEqual({
      code: 0,
      document: { appUrl: "no load balancer yet", answers: false },
    });
    expect(stderr).toBe(
      "Gone from Docker, and made again: petshop-agent-1.\nStarted petshop-server, which was stopped.\nUpdating (local)\n",
    );
  });
});

describe("lab local up at its end", () => {
  it("names what the cluster's nodes are short of, and is done all the same", async () => {
    const conditions = [{ type: "DiskPressure", status: "True" }];
    const cluster = {
      request: <T>() =>
        Promise.resolve({ items: [{ metadata: { name: "petshop-server" }, status: { conditions } }] } as T),
    };
    const { code, stdout, connections } = await runCli({
      args,
      config: { ...(await ports()), nodeCount: 1 },
      cluster,
      pulumi: {
        ...emptyState,
        "stack init local --no-select": {},
        [up]: {},
        [outputs]: { stdout: JSON.stringify({ appUrl: "no load balancer yet", kubeconfig: "the administrator's" }) },
      },
    });
    expect(code).toBe(0);
    expect(connections).toEqual([{ kubeconfig: "the administrator's" }]);
    expect(stdout.split("\n").slice(-3)).toEqual([
      expect.stringMatching(/^take it down:/),
      "Short of space on its disk: petshop-server. Until that is mended, no new pods start there, and some of those there end.",
      "",
    ]);
  });
});

describe("lab local up behind a proxy", () => {
  it("hands Docker's own proxies on to the program, and says which it cannot", async () => {
    const config = { ...(await ports()), nodeCount: 1 };
    const pulumi = { ...emptyState, "stack init local --no-select": {}, [up]: {}, [outputs]: noBalancer };
    const docker = { proxies: { http: "", https: "http://proxy.school.example:3128", exempt: "" } };
    const { calls } = await runCli({ args, config, pulumi, docker });
    expect(calls.find(({ args }) => args === up)!.env).toMatchObject({
      LAB_HTTPS_PROXY: "http://proxy.school.example:3128",
      LAB_NO_PROXY: "",
    });
    const { stdout } = await runCli({ args, config, pulumi, env: { HTTPS_PROXY: "http://127.0.0.1:3128" } });
    expect(stdout).toMatch(/^The proxy at 127\.0\.0\.1:3128 is for programs on this machine itself: /);
  });
});

describe("lab local up of a class that a student has left", () => {
  const spaces = `urn:pulumi:local::${project}::lab:index:ContainerLab$lab:kubernetes:Classroom$lab:kubernetes:StudentSpace`;
  const labels = ["kim", "lee", "park"];

  /** Pulumi's state has the spaces of three students, and the list has but kim. */
  async function withoutLeavers(cluster: FakeCluster | undefined, students = '["kim"]') {
    const urns = labels.flatMap((label) => [
      `${spaces}::${label}`,
      `${spaces}$kubernetes:core/v1:ServiceAccount::${label}-account`,
    ]);
    return runCli({
      args,
      config: { kubeContext: "kind-kind", image, nodeCount: 3, students, apiServer: "https://10.0.0.5:6443" },
      docker: noDocker,
      ...(cluster && { cluster }),
      pulumi: {
        ...stateOf(40),
        "stack export": { stdout: JSON.stringify({ deployment: { resources: urns.map((urn) => ({ urn })) } }) },
        [up]: { stdout: "Updating (local)\n" },
        [outputs]: noBalancer,
      },
      prepare: (folder) => writeKubeconfig(folder, "config", "kind-kind"),
      env: { KUBECONFIG: "config" },
    });
  }

  it("empties the spaces that Pulumi is about to delete, and no other, before Pulumi runs", async () => {
    const cluster = new FakeCluster(labels);
    for (const label of [...labels, "stranger"]) cluster.add(label, "Pod web", { finalizers: ["example.com/never"] });
    const { code, stdout, asked } = await withoutLeavers(cluster);
    expect(code).toBe(0);
    expect(labels.map((label) => cluster.in(label))).toEqual([["Pod web"], [], []]);
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      "Emptied the space of lee, who is no longer in the list: 1 removed.",
      "Emptied the space of park, who is no longer in the list: 1 removed.",
      "Updating (local)",
    ]);
    expect(asked.slice(-4)).toEqual(["stack export", outputs, up, outputs]);
  });

  it("says nothing of spaces that are empty", async () => {
    const { stdout } = await withoutLeavers(new FakeCluster(["kim", "lee"]));
    expect(stdout.split("\n")[0]).toBe("Updating (local)");
  });

  it("leaves the cluster alone if nobody has left", async () => {
    const { asked } = await withoutLeavers(undefined, '["kim","lee","park","choi"]');
    expect(asked.slice(-3)).toEqual(["stack export", up, outputs]);
  });

  it("goes on if the cluster does not answer, and says so", async () => {
    const { code, stdout } = await withoutLeavers(undefined);
    expect(code).toBe(0);
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      "The cluster at https://127.0.0.1:6443 does not answer (ECONNREFUSED). So what lee, park made there stays until Pulumi deletes it.",
      "Updating (local)",
    ]);
  });
});

describe("lab local up that is refused", () => {
  it("makes nothing if something is in the way, and names all of it at once", async () => {
    const result = await runCli({
      args,
      config: { ...(await ports()), nodeCount: 1 },
      docker: { memoryBytes: 2 ** 30, containers: [container("petshop-server", { lab: project })] },
      // A state that holds nothing.
      pulumi: stateOf(),
    });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: ["version", "stack ls --json", "stack export"] });
    expect(result.stderr).toBe(`The lab cannot be brought up here (2 faults). Nothing was made.

1 node takes about 1600 MiB of memory, and Docker has 1024 MiB. Give it more, in the settings of Docker Desktop or with a larger machine.

Docker has already what the lab would make: container petshop-server. They are those of a lab that was brought up from another folder, or whose state here was deleted. Run \`npm run local:down\` there, or remove them:
  docker rm --force --volumes petshop-server
`);
  });

  it("makes nothing if another program has a port", async () => {
    const other = await webServer((_, response) => response.end());
    const config = { ...(await ports()), appPort: other.port, nodeCount: 1 };
    const result = await runCli({ args, config, pulumi: { ...emptyState, "stack init local --no-select": {} } });
    await other.end();
    expect(result).toMatchObject({ code: 1, stdout: "" });
    expect(result.asked).toEqual(["version", "stack ls --json", "stack init local --no-select"]);
    expect(result.stderr).toMatch(
      new RegExp(
        "^The lab cannot be brought up here \\(1 fault\\)\\. Nothing was made\\.\n\n" +
          `Port ${other.port} of 127\\.0\\.0\\.1 is taken by another program\\. Stop that, or take another one: ` +
          "npm run local:pulumi -- config set appPort \\d+\n$",
      ),
    );
  });

  it("says how to go on if Pulumi stops half-way, after what Pulumi said, and keeps the salt", async () => {
    const result = await runCli({
      args,
      config: { ...(await ports()), nodeCount: 1 },
      pulumi: { ...stateOf(0), [up]: { stderr: "error: no space left on device\n", code: 255, appends: salt } },
    });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: ["version", "stack ls --json", "stack export", up] });
    expect(result.stderr).toBe(
      "error: no space left on device\n" +
        "The lab is not up; what went wrong is above. `npm run local` goes on where this one stopped, and " +
        "`npm run local:down` removes what there is.\n",
    );
    expect(result.stackFile.after).toBe(result.stackFile.before);
    expect(readFileSync(join(result.folder, ".local", "salt"), "utf8")).toBe(salt);
  });

  it("calls no Pulumi if no Docker answers, and cannot tell", async () => {
    const result = await runCli({ args, config: { nodeCount: 1 }, docker: noDocker });
    expect(result).toMatchObject({ code: 2, stdout: "", asked: [] });
    expect(result.stderr).toMatch(/^No Docker answers at unix:\/\/\/run\/docker\.sock\. /);
  });

  it("calls nothing if the stack is for another target", async () => {
    const result = await runCli({ args, config: { target: "azure" } });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: [], requests: [] });
    expect(result.stderr).toBe(
      "Pulumi.local.yaml has the target azure, and the lab is to stand on this machine. " +
        'To fix: in Pulumi.local.yaml, write target: "local"; or run\nnpm run local:pulumi -- config set target local\n',
    );
  });

  it("calls nothing if the configuration is wrong, and names the command that fixes the stack's file", async () => {
    const result = await runCli({ args, config: { nodeCount: 0 } });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: [], requests: [] });
    expect(result.stderr).toMatch(
      / {4}to fix: in Pulumi\.local\.yaml, write nodeCount: 4; or run\n {12}npm run local:pulumi -- config set nodeCount 4\n$/,
    );
  });

  it("cannot tell if the Pulumi CLI cannot be run, after what its start said", async () => {
    const pulumi = { version: { code: 1, stderr: "pulumi: failed to start\n" } };
    const result = await runCli({ args, config: { ...(await ports()), nodeCount: 1 }, pulumi });
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toBe(
      "pulumi: failed to start\nThe Pulumi CLI cannot be run; what is wrong is above. It downloads itself from get.pulumi.com " +
        "when it is run for the first time, so this machine must reach that host then.\n",
    );
  });
});

describe("lab local up on an existing cluster", () => {
  it("needs no Docker with a ready image, and gives Pulumi the one kubeconfig file that has the context", async () => {
    const result = await runCli({
      args,
      config: { kubeContext: "kind-kind", image, nodeCount: 3 },
      docker: noDocker,
      env: { KUBECONFIG: `kube/a${delimiter}kube/b` },
      pulumi: {
        ...emptyState,
        "stack init local --no-select": {},
        [up]: {},
        [outputs]: { stdout: JSON.stringify({ appUrl: "no load balancer yet: `pulumi up --refresh` looks again" }) },
      },
      prepare: (folder) => {
        writeKubeconfig(folder, "kube/a", "kind-a");
        writeKubeconfig(folder, "kube/b", "kind-kind");
      },
    });
    expect(result).toMatchObject({ code: 0, stderr: "", requests: [] });
    expect(result.asked).toContain(up);
    expect(result.calls.map(({ env }) => env["KUBECONFIG"])).toEqual(Array(5).fill(join(result.folder, "kube/b")));
    expect(result.stdout).toBe(`
the app:      no load balancer yet: \`pulumi up --refresh\` looks again
take it down: npm run local:down
`);
  });

  it("calls nothing if no kubeconfig file has the context", async () => {
    const prepare = (folder: string) => writeKubeconfig(folder, ".kube/config", "kind-a");
    const result = await runCli({
      args,
      config: { kubeContext: "kind-kind", image },
      env: { KUBECONFIG: ".kube/config" },
      prepare,
    });
    expect(result).toMatchObject({ code: 1, stdout: "", asked: [], requests: [] });
    expect(result.stderr).toBe(
      `There is no context kind-kind in ${join(result.folder, ".kube/config")}. There are: kind-a. Name one of them: \`npm run local:pulumi -- config set kubeContext <context>\`\n`,
    );
  });
});
