import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type DockerClient, createDockerClient, startAndWait } from "../../../cli/docker/client";
import { describeOnPosix } from "../../platform";
import { type ApiObjects, dockerAddress, standInDocker, temporaryFolder, webServer } from "../harness";
import { freePorts } from "../../freePorts";
import DockerApi from "dockerode";

/** What something makes of a Docker with these objects on it, and what it asked for. */
async function on<T>(objects: ApiObjects, look: (docker: DockerClient, host: string) => Promise<T>) {
  const docker = await standInDocker(objects);
  try {
    const result = await look(createDockerClient({}), docker.host);
    return { result, requests: [...docker.requests].sort() };
  } finally {
    await docker.end();
  }
}

const read = (docker: DockerClient, host: string) => docker.read(host);

const lab = { lab: "petshop", stack: "local" };
/** A name as Docker gives it. */
const anonymous = "0123456789abcdef".repeat(4);

describe("read", () => {
  it("reports what is on Docker: kind, memory, and containers, networks and volumes with the project in their label", async () => {
    const { result, requests } = await on(
      {
        info: {
          OSType: "linux",
          MemTotal: 8_222_298_112,
          HttpProxy: "http://proxy.school.example:3128",
          HttpsProxy: "http://proxy.school.example:3129",
          NoProxy: ".school.example",
          OperatingSystem: "Ubuntu 24.04.3 LTS",
          SecurityOptions: ["name=seccomp,profile=builtin", "name=rootless", "name=cgroupns"],
          KernelVersion: "6.8.0-90-generic",
          DockerRootDir: "/var/lib/docker",
        },
        containers: [
          {
            Names: ["/lab-server"],
            Labels: lab,
            State: "running",
            Ports: [
              { IP: "127.0.0.1", PrivatePort: 6443, PublicPort: 6550, Type: "tcp" },
              { IP: "127.0.0.1", PrivatePort: 80, PublicPort: 8090, Type: "tcp" },
              { PrivatePort: 443, Type: "tcp" },
            ],
            Mounts: [
              { Type: "volume", Name: "lab-server" },
              { Type: "volume", Name: anonymous },
              { Type: "bind", Source: "/tmp" },
            ],
          },
          { Names: ["/db"], Labels: {}, State: "exited", Ports: [], Mounts: [] },
        ],
        networks: [
          {
            Id: "a1",
            Name: "lab",
            Labels: lab,
            IPAM: { Config: [{ Subnet: "10.150.0.0/24", Gateway: "10.150.0.1" }] },
          },
          { Id: "a2", Name: "host", Labels: {}, IPAM: { Config: null } },
          { Id: "a3", Name: "none", Labels: null, IPAM: null },
          {
            Id: "a4",
            Name: "six",
            Labels: {},
            IPAM: { Config: [{ Subnet: "172.30.0.0/16" }, { Subnet: "fd00::/64" }, {}] },
          },
        ],
        volumes: [
          { Name: "lab-server", Labels: lab },
          { Name: "db", Labels: null },
          { Name: anonymous, Labels: null },
        ],
      },
      read,
    );
    expect(result).toEqual({
      osType: "linux",
      memoryBytes: 8_222_298_112,
      proxies: {
        http: "http://proxy.school.example:3128",
        https: "http://proxy.school.example:3129",
        exempt: ".school.example",
      },
      desktop: false,
      rootless: true,
      remapsUsers: false,
      kernel: "6.8.0-90-generic",
      dataFolder: "/var/lib/docker",
      containers: [
        {
          name: "lab-server",
          lab: "petshop",
          idle: undefined,
          ports: [6550, 8090],
          volumes: ["lab-server", anonymous],
        },
        { name: "db", lab: undefined, idle: "stopped" as const, ports: [], volumes: [] },
      ],
      networks: [
        { id: "a1", name: "lab", lab: "petshop", subnets: ["10.150.0.0/24"] },
        { id: "a2", name: "host", lab: undefined, subnets: [] },
        { id: "a3", name: "none", lab: undefined, subnets: [] },
        { id: "a4", name: "six", lab: undefined, subnets: ["172.30.0.0/16", "fd00::/64"] },
      ],
      volumes: [
        { name: "lab-server", lab: "petshop", anonymous: false },
        { name: "db", lab: undefined, anonymous: false },
        { name: anonymous, lab: undefined, anonymous: true },
      ],
    });
    expect(requests).toEqual(["GET /containers/json", "GET /info", "GET /networks", "GET /volumes"]);
  });

  it.each([
    [{}, { desktop: false, rootless: false, remapsUsers: false, kernel: "", dataFolder: "" }],
    [
      { OperatingSystem: "Docker Desktop", SecurityOptions: null },
      { desktop: true, rootless: false },
    ],
    [{ SecurityOptions: ["name=userns"] }, { rootless: false, remapsUsers: true }],
  ])("reads what Docker says of itself in %j, and takes what it leaves out for none", async (info, facts) => {
    const { result } = await on({ info }, read);
    expect(result).toMatchObject({ ...facts, proxies: { http: "", https: "", exempt: "" } });
  });

  it("reads Docker's null as no volume at all", async () => {
    const { result } = await on({ volumes: null }, read);
    expect(result.volumes).toEqual([]);
  });
});

describe("start", () => {
  const start = "POST /containers/lab-server/start";
  const look = "GET /containers/lab-server/json";
  const startServer = (docker: DockerClient, host: string) => docker.start(host, "lab-server", "stopped");

  it("starts a container and asks until it is healthy", async () => {
    const states = [
      { Running: true, Health: { Status: "starting" } },
      { Running: true, Health: { Status: "healthy" } },
    ];
    const { result, requests } = await on({ states }, startServer);
    expect([result, requests]).toEqual([true, [look, look, start]]);
  });

  it("takes a container without a health check for healthy once it runs", async () => {
    const { result, requests } = await on({ states: [{ Running: true }] }, startServer);
    expect([result, requests]).toEqual([true, [look, start]]);
  });

  it("resumes a container that is paused", async () => {
    const { result, requests } = await on({ states: [{ Running: true }] }, (docker, host) =>
      docker.start(host, "lab-server", "paused"),
    );
    expect([result, requests]).toEqual([true, [look, "POST /containers/lab-server/unpause"]]);
  });

  it.each([
    ["is not healthy", { Running: true, Health: { Status: "unhealthy" } }],
    ["does not run", { Running: false }],
  ])("says so of one that %s in time", async (_what, state) => {
    const { result, requests } = await on({ states: [state] }, (_docker, host) =>
      startAndWait(new DockerApi({ socketPath: host.replace(/^\w+:\/\//, "") }), "lab-server", "stopped", 1),
    );
    expect([result, requests]).toEqual([false, [look, start]]);
  });
});

describeOnPosix("the docker command would have to be a program", "host", () => {
  /** A folder with a `docker` command that prints an address, or fails. */
  function dockerCommand(script: string): string {
    const path = temporaryFolder();
    writeFileSync(join(path, "docker"), `#!/bin/sh\necho "$@" >> ${path}/calls\n${script}\n`);
    chmodSync(join(path, "docker"), 0o755);
    return path;
  }

  it("is the address that the `docker` command talks to", () => {
    const PATH = dockerCommand("echo unix:///run/school.sock");
    // The command goes by DOCKER_HOST itself, before its context.
    expect(createDockerClient({ PATH, DOCKER_HOST: "tcp://192.0.2.7:2375" }).host()).toBe("unix:///run/school.sock");
    expect(readFileSync(join(PATH, "calls"), "utf8")).toBe("context inspect --format {{.Endpoints.docker.Host}}\n");
  });

  it.each([
    ["fails", () => dockerCommand("exit 1")],
    ["does not exist", () => temporaryFolder()],
  ])("is DOCKER_HOST if the `docker` command %s, or the default address without it", (_what, path) => {
    const PATH = path();
    expect(createDockerClient({ PATH, DOCKER_HOST: "unix:///run/own.sock" }).host()).toBe("unix:///run/own.sock");
    expect(createDockerClient({ PATH, DOCKER_HOST: "" }).host()).toBeUndefined();
    expect(createDockerClient({ PATH }).host()).toBeUndefined();
  });
});

describe("the connection", () => {
  const failure = (host: string) =>
    createDockerClient({})
      .read(host)
      .catch((error: unknown) => error);

  it("fails with ENOENT or ECONNREFUSED if nobody listens", async () => {
    const [closed] = await freePorts(1);
    const codes = [dockerAddress().host, `tcp://127.0.0.1:${closed}`, `http://localhost:${closed}/`];
    await expect(Promise.all(codes.map(failure))).resolves.toEqual([
      expect.objectContaining({ code: "ENOENT" }),
      expect.objectContaining({ code: "ECONNREFUSED" }),
      expect.objectContaining({ code: "ECONNREFUSED" }),
    ]);
  });

  it("fails with what another server answers", async () => {
    const other = await webServer((_, response) => response.writeHead(500).end());
    await expect(failure(`tcp://127.0.0.1:${other.port}`)).resolves.toMatchObject({ statusCode: 500 });
    await other.end();
  });
});

describe("kill", () => {
  it("has Docker kill the container", async () => {
    const { requests } = await on({}, (docker, host) => docker.kill(host, "lab-agent-1"));
    expect(requests).toEqual(["POST /containers/lab-agent-1/kill"]);
  });
});
