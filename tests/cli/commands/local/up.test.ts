import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aState, anEmptyState, argumentsOf, freePorts, play, webServer } from "../../harness";

jest.setTimeout(120_000);

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";
const label = { lab: "azure-container-lab", stack: "local" };
/** In none of the networks that a machine has. */
const networkCidr = "198.18.77.0/24";
/** Neither is to reach Pulumi: it would ask either before the passphrase's file. */
const secrets = { PULUMI_CONFIG_PASSPHRASE: "hunter2", PULUMI_ACCESS_TOKEN: "pul-1" };

async function ports() {
  const [registryPort, apiPort, appPort] = (await freePorts(3)) as [number, number, number];
  return { registryPort, apiPort, appPort, networkCidr };
}

function writeKubeconfig(folder: string, file: string, context: string): void {
  mkdirSync(join(folder, file, ".."), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify({ contexts: [{ name: context }] }));
}

/** A lab that was never here, on a Docker without anything in its way. Its app answers at the second visit. */
async function first() {
  let visits = 0;
  const app = await webServer((_, response) => response.writeHead(++visits === 1 ? 503 : 200).end());
  const played = await play({
    args: ["local", "up"],
    config: { ...(await ports()), nodeCount: 2 },
    variables: secrets,
    pulumi: {
      ...anEmptyState,
      "stack init local --no-select": { stdout: "Created stack 'local'\n" },
      "up --yes --skip-preview": { stdout: "Updating (local)\n", stderr: "a warning\n", appends: salt },
      "stack output appUrl": { stdout: `${app.url}\n` },
    },
  });
  await app.end();
  return { ...played, app: app.url, visits };
}

const urn = (parent: string, type: string, name: string) =>
  `urn:pulumi:local::azure-container-lab::lab:index:ContainerLab$lab:local:${parent}$docker:index/${type}::${name}`;
const serverUrn = urn("Cluster", "container:Container", "server");
const agentUrn = urn("Cluster", "container:Container", "agent-1");

/** A lab that is there, of which one container has stopped and one is gone. Its state had a salt already. */
async function again() {
  const config = await ports();
  const known = [
    serverUrn,
    agentUrn,
    urn("Registry", "container:Container", "registry"),
    urn("Network", "network:Network", "network"),
  ];
  return play({
    args: ["local", "up"],
    config: { ...config, nodeCount: 2 },
    docker: {
      containers: [
        {
          Names: ["/lab-registry"],
          Labels: label,
          State: "running",
          Ports: [{ PublicPort: config.registryPort, PrivatePort: 5000 }],
        },
        { Names: ["/lab-server"], Labels: label, State: "exited", Ports: [] },
        { Names: ["/db"], Labels: {}, State: "exited", Ports: [] },
      ],
      networks: [{ Name: "lab", Labels: label, IPAM: { Config: [{ Subnet: networkCidr }] } }],
      volumes: [{ Name: "lab-server", Labels: label }],
      states: [{ Running: true, Health: { Status: "healthy" } }],
    },
    pulumi: {
      ...aState(23),
      "stack export": { stdout: JSON.stringify({ deployment: { resources: known.map((urn) => ({ urn })) } }) },
      [`refresh --yes --skip-preview --target ${agentUrn}`]: { stdout: "Refreshing (local)\n" },
      "up --yes --skip-preview": {},
      "stack output appUrl": { stdout: "no load balancer yet\n" },
    },
    prepare: (folder) => {
      mkdirSync(join(folder, ".local"));
      writeFileSync(join(folder, ".local", "passphrase"), "correct horse");
      writeFileSync(join(folder, ".local", "salt"), salt);
    },
  });
}

/** A machine on which another folder's lab is, with too little memory, and a state of this one's that holds nothing. */
async function inTheWay() {
  return play({
    args: ["local", "up"],
    config: { ...(await ports()), nodeCount: 1 },
    docker: {
      info: { MemTotal: 2 ** 30 },
      containers: [{ Names: ["/lab-server"], Labels: label, State: "running", Ports: [] }],
    },
    pulumi: aState(),
  });
}

/** A port that another program has: the test's own. */
async function portTaken() {
  const [other, config] = [await webServer((_, response) => response.end()), await ports()];
  const played = await play({
    args: ["local", "up"],
    config: { ...config, appPort: other.port, nodeCount: 1 },
    pulumi: { ...anEmptyState, "stack init local --no-select": {} },
  });
  await other.end();
  return { ...played, port: other.port };
}

async function failing() {
  return play({
    args: ["local", "up"],
    config: { ...(await ports()), nodeCount: 1 },
    pulumi: {
      ...aState(0),
      "up --yes --skip-preview": { stderr: "error: no space left on device\n", code: 255, appends: salt },
    },
  });
}

const image = "ghcr.io/example/app:1.0.0";

/** On a cluster that is there already, in the second of two files, with a ready image and without a Docker. */
function existing() {
  return play({
    args: ["local", "up"],
    config: { kubeContext: "kind-kind", image, nodeCount: 3 },
    variables: { DOCKER_HOST: "tcp://192.0.2.7:2375", KUBECONFIG: "kube/a:kube/b" },
    pulumi: {
      ...anEmptyState,
      "stack init local --no-select": {},
      "up --yes --skip-preview": {},
      "stack output appUrl": { stdout: "no load balancer yet: `pulumi up --refresh` looks again\n" },
    },
    prepare: (folder) => {
      writeKubeconfig(folder, "kube/a", "kind-a");
      writeKubeconfig(folder, "kube/b", "kind-kind");
    },
  });
}

/** The same with a context that is in none of the usual files. */
function noContext() {
  return play({
    args: ["local", "up"],
    config: { kubeContext: "kind-kind", image },
    prepare: (folder) => writeKubeconfig(folder, "home/.kube/config", "kind-a"),
  });
}

// Side by side: each spends its time in loading the SDK.
const runs = Promise.all([
  first(),
  again(),
  inTheWay(),
  portTaken(),
  failing(),
  existing(),
  noContext(),
  play({ args: ["local", "up"], config: { nodeCount: 1 }, variables: { DOCKER_HOST: "unix:///nowhere/docker.sock" } }),
  play({ args: ["local", "up"], config: { target: "azure" } }),
  play({ args: ["local", "up"], config: { nodeCount: 0 } }),
  play({ args: ["local", "up"], config: { nodeCount: 1 }, pulumiScript: "#!/nowhere/node\n" }),
]);

describe("lab local up", () => {
  it("looks at Docker, makes the stack, brings it up, and says where the app is and what to do with it", async () => {
    const [{ app, visits, ...played }] = await runs;
    expect(argumentsOf(played)).toEqual([
      "version",
      "stack ls --json",
      "stack init local --no-select",
      "up --yes --skip-preview",
      "stack output appUrl",
    ]);
    expect(played).toMatchObject({ code: 0, stderr: "a warning\n" });
    expect(played.stdout).toBe(`Updating (local)

the app:       ${app}
kubectl:       npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig.yaml
a failed host: docker stop lab-agent-1; and back: docker start lab-agent-1
take it down:  npm run local:down
`);
    expect(visits).toBe(2);
    expect([...played.requests].sort()).toEqual(["GET /containers/json", "GET /info", "GET /networks", "GET /volumes"]);
  });

  it("runs Pulumi in the project's folder, on the state and the passphrase that are there, and on no other", async () => {
    const [{ calls, folder }] = await runs;
    const { PULUMI_HOME: _home, PULUMI_VERSION: _version, DOCKER_HOST: docker, ...env } = calls[0]!.env;
    expect(env).toEqual({
      PULUMI_BACKEND_URL: "file://./.local",
      PULUMI_STACK: "local",
      PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, ".local", "passphrase"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
    });
    expect(docker).toMatch(/^unix:/);
    expect(calls.map((call) => [call.cwd, call.env])).toEqual(calls.map(() => [folder, calls[0]!.env]));
    expect(statSync(join(folder, ".local", "passphrase")).mode & 0o777).toBe(0o600);
  });

  it("leaves the stack's file as it was, and keeps the salt that Pulumi put into it", async () => {
    const [{ folder, stackFile }] = await runs;
    expect(stackFile.after).toBe(stackFile.before);
    expect(readFileSync(join(folder, ".local", "salt"), "utf8")).toBe(salt);
  });

  it("brings a lab up to date that is there, once what is gone of it is forgotten and what has stopped is started", async () => {
    const [, played] = await runs;
    expect(argumentsOf(played)).toEqual([
      "version",
      "stack ls --json",
      "stack export",
      `refresh --yes --skip-preview --target ${agentUrn}`,
      "up --yes --skip-preview",
      "stack output appUrl",
    ]);
    expect(played.requests.slice(-2)).toEqual(["POST /containers/lab-server/start", "GET /containers/lab-server/json"]);
    expect(played.requests.filter((request) => request.startsWith("POST "))).toHaveLength(1);
    expect(played).toMatchObject({ code: 0, stderr: "" });
    expect(played.stdout).toBe(`Gone from Docker, and made anew: lab-agent-1.
Started lab-server, which was stopped.

the app:       no load balancer yet
kubectl:       npm run --silent local:pulumi -- stack output kubeconfig --show-secrets > kubeconfig.yaml
a failed host: docker stop lab-agent-1; and back: docker start lab-agent-1
take it down:  npm run local:down
`);
  });

  it("gives Pulumi the salt while it runs, and takes it out of the stack's file again", async () => {
    const [, { calls, stackFile }] = await runs;
    const [version, ...others] = calls.map((call) => call.stackFile);
    expect(version).toBe(stackFile.before);
    expect(others).toEqual(Array(5).fill(stackFile.before + salt));
    expect(stackFile.after).toBe(stackFile.before);
  });

  it("makes nothing where something is in the way, and says all of it at once", async () => {
    const [, , played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json"]);
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(`The lab cannot be brought up here (2 faults). Nothing was made.

1 node takes about 1600 MiB of memory, and Docker has 1024 MiB. Give it more, in the settings of Docker Desktop.

Docker has already what the lab would make: container lab-server. They are those of a lab that was brought up from another folder, or whose state here was deleted. Run \`npm run local:down\` there, or remove them:
  docker rm --force --volumes lab-server
`);
  });

  it("makes nothing where another program has a port", async () => {
    const [, , , { port, ...played }] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json", "stack init local --no-select"]);
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toMatch(
      new RegExp(
        "^The lab cannot be brought up here \\(1 fault\\)\\. Nothing was made\\.\n\n" +
          `Port ${port} of 127\\.0\\.0\\.1 is taken by another program\\. Stop that, or take another one: ` +
          "npm run local:pulumi -- config set appPort \\d+\n$",
      ),
    );
  });

  it("says how to go on where Pulumi stops half-way, after what Pulumi said, and keeps the salt", async () => {
    const [, , , , played] = await runs;
    expect(argumentsOf(played)).toEqual(["version", "stack ls --json", "up --yes --skip-preview"]);
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toBe(
      "error: no space left on device\n" +
        "The lab is not up; what went wrong is above. `npm run local` goes on where this one stopped, and " +
        "`npm run local:down` removes what there is.\n",
    );
    expect(played.stackFile.after).toBe(played.stackFile.before);
    expect(readFileSync(join(played.folder, ".local", "salt"), "utf8")).toBe(salt);
  });

  it("needs no Docker for a cluster that is there already and a ready image, and gives Pulumi the one file it is in", async () => {
    const [, , , , , played] = await runs;
    expect(played).toMatchObject({ code: 0, stderr: "", requests: [] });
    expect(argumentsOf(played)).toContain("up --yes --skip-preview");
    expect(played.calls.map(({ env }) => env["KUBECONFIG"])).toEqual(Array(5).fill("kube/b"));
    expect(played.stdout).toBe(`
the app:       no load balancer yet: \`pulumi up --refresh\` looks again
take it down:  npm run local:down
`);
  });

  it("calls nothing where the context is in none of the usual files", async () => {
    const [, , , , , , { folder, ...played }] = await runs;
    const file = join(folder, "home", ".kube", "config");
    expect(played).toMatchObject({ code: 1, stdout: "", calls: [], requests: [] });
    expect(played.stderr).toBe(`There is no context kind-kind in ${file}. There are: kind-a.\n`);
  });

  it("calls nothing where no Docker answers", async () => {
    const [, , , , , , , played] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "", calls: [] });
    expect(played.stderr).toBe(
      "No Docker answers at unix:///nowhere/docker.sock. Start Docker Desktop, or on Linux `sudo systemctl start docker`; " +
        "`docker version` tells when it is there.\n",
    );
  });

  it("calls nothing where the stack is for another target, or wrong", async () => {
    const [, , , , , , , , other, wrong] = await runs;
    for (const played of [other, wrong]) expect(played).toMatchObject({ code: 1, stdout: "", calls: [], requests: [] });
    expect(other.stderr).toBe(
      "Pulumi.local.yaml has the target azure, and the lab is to stand on this machine. " +
        "To mend: npm run local:pulumi -- config set target local\n",
    );
    expect(wrong.stderr).toBe(`The configuration has 1 fault. Nothing was registered.

  nodeCount is "0"
    allowed: a whole number from 1 to 100
    to fix: npm run local:pulumi -- config set nodeCount 4
`);
  });

  it("says that the Pulumi CLI cannot be run, after what its start said", async () => {
    const [, , , , , , , , , , played] = await runs;
    expect(played).toMatchObject({ code: 1, stdout: "" });
    expect(played.stderr).toMatch(
      /^pulumi: failed to start: .*\nThe Pulumi CLI cannot be run; what is wrong is above\. It downloads itself when it is run for the first time, so this machine must be on the Internet then\.\n$/,
    );
  });
});
