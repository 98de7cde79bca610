import { spawn } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { ownAddresses, takenPorts } from "../../../../cli/commands/local/hostProbe";
import { freePorts, root, standInDocker, temporaryFolder, webServer } from "../../harness";

jest.mock("node:os", () => ({
  ...jest.requireActual<object>("node:os"),
  networkInterfaces: () => ({
    lo: [{ family: "IPv4", internal: true, cidr: "127.0.0.1/8" }],
    eth0: [
      { family: "IPv4", internal: false, cidr: "192.168.0.7/24" },
      { family: "IPv6", internal: false, cidr: "fe80::1/64" },
      { family: "IPv4", internal: false, cidr: null },
    ],
    gone: undefined,
    docker0: [{ family: "IPv4", internal: false, cidr: "172.17.0.1/16" }],
  }),
}));

jest.setTimeout(60_000);

describe("ownAddresses", () => {
  it("are those of IPv4 beyond the loopback", () => {
    expect(ownAddresses()).toEqual(["192.168.0.7/24", "172.17.0.1/16"]);
  });
});

describe("takenPorts", () => {
  it("are those on which somebody listens, and looking at one does not take it", async () => {
    const server = createServer().unref();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const [free] = await freePorts(1);
    await expect(takenPorts([free!, port])).resolves.toEqual([port]);
    await expect(takenPorts([free!, port])).resolves.toEqual([port]);
    await new Promise((resolve) => server.close(resolve));
    await expect(takenPorts([free!, port])).resolves.toEqual([]);
  });
});

/** An attempt to reach Docker. */
interface Attempt {
  readonly host: string;
  /** As somebody else than root, whom nothing keeps out. */
  readonly asNobody?: true;
}

const script = `
const { reachEngine } = require("../../local/cli/local/machine");
(async () => {
  const results = [];
  for (const { host, asNobody } of JSON.parse(process.argv[1])) {
    process.env.DOCKER_HOST = host;
    if (asNobody && process.getuid() === 0) process.setuid(65534);
    const answer = await reachEngine().then(({ memoryBytes }) => memoryBytes, (error) => error.constructor.name + ": " + error.message);
    results.push({ answer, host: process.env.DOCKER_HOST });
  }
  console.log(JSON.stringify(results));
})();`;

/**
 * What each attempt comes to, and the DOCKER_HOST that it leaves. In a process of its own, since the `docker` command, which
 * tells where its Docker is, is looked for in the PATH, and in that of the tests there may be one.
 */
async function reach(attempts: readonly Attempt[], path = temporaryFolder()) {
  const options = ["--require", "sucrase/register/ts", "--eval", script, JSON.stringify(attempts)];
  const child = spawn(process.execPath, options, {
    cwd: root,
    env: { PATH: path },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(await text(child.stdout)) as { answer: unknown; host: string }[];
}

describe("reachEngine", () => {
  const elsewhere = [
    "tcp://192.0.2.7:2375",
    "https://docker.example:2376",
    "ssh://kim@docker.example",
    "tcp://localhost.docker.example:2375",
    "tcp://127.0.0.1.docker.example",
  ];

  it("looks at the Docker of DOCKER_HOST where there is no `docker` command, on this machine only", async () => {
    const docker = await standInDocker({ info: { MemTotal: 7 } });
    const none = join(temporaryFolder(), "docker.sock");
    const [closed] = await freePorts(1);
    const here = [
      `tcp://127.0.0.1:${closed}`,
      `tcp://localhost:${closed}`,
      `http://[::1]:${closed}/`,
      `unix://${none}`,
    ];
    const six = `http://[::1]:${closed}/`;
    const results = await reach([docker.host, ...elsewhere, ...here, six].map((host) => ({ host })));
    await docker.end();
    expect(results.map(({ answer }) => answer)).toEqual([
      7,
      ...elsewhere.map(
        (host) =>
          `UserError: Docker is on another machine (${host}), and so would be the ports of the lab. Name one that is here: ` +
          "`docker context use default`, or unset DOCKER_HOST.",
      ),
      ...here.map(
        (host) =>
          `UserError: No Docker answers at ${host}. Start Docker Desktop, or on Linux \`sudo systemctl start docker\`; ` +
          "`docker version` tells when it is there.",
      ),
      // A machine may have no IPv6, and then says more.
      expect.stringContaining(`UserError: No Docker answers at ${six}`),
    ]);
  });

  it("says how to be let in by a Docker that is closed to the user, and what another one answered", async () => {
    const [closed, strange] = [await standInDocker(), await webServer((_, response) => response.writeHead(500).end())];
    const socket = closed.host.replace("unix://", "");
    // Everybody may look into its folder, and nobody talk to it.
    chmodSync(dirname(socket), 0o755);
    chmodSync(socket, 0o000);
    const results = await reach([{ host: `tcp://127.0.0.1:${strange.port}` }, { host: closed.host, asNobody: true }]);
    await Promise.all([closed.end(), strange.end()]);
    expect(results.map(({ answer }) => answer)).toEqual([
      expect.stringMatching(
        new RegExp(`^UserError: No Docker answers at tcp://127\\.0\\.0\\.1:${strange.port} \\(.*500.*\\)\\. Start `),
      ),
      `UserError: Docker at ${closed.host} does not let you in. On Linux: \`sudo usermod --append --groups docker $USER\`, ` +
        "then log out and in again.",
    ]);
    expect(closed.requests).toEqual([]);
  });

  it("looks at the Docker that the `docker` command talks to, and leaves its address for Pulumi's provider", async () => {
    const docker = await standInDocker({ info: { MemTotal: 7 } });
    const path = temporaryFolder();
    writeFileSync(join(path, "docker"), `#!/bin/sh\necho "$@" >> ${path}/calls\necho ${docker.host}\n`);
    chmodSync(join(path, "docker"), 0o755);
    // The command goes by DOCKER_HOST itself, before its context.
    const results = await reach([{ host: "" }, { host: "tcp://192.0.2.7:2375" }], path);
    await docker.end();
    expect(results).toEqual(Array(2).fill({ answer: 7, host: docker.host }));
    expect(readFileSync(join(path, "calls"), "utf8")).toBe(
      "context inspect --format {{.Endpoints.docker.Host}}\n".repeat(2),
    );
  });
});
