import { labelledBy, readEngine, startAndWait } from "../../../cli/docker/client";
import { type DockerObjects, standInDocker } from "../harness";

const own = process.env["DOCKER_HOST"];
afterEach(() => {
  if (own === undefined) delete process.env["DOCKER_HOST"];
  else process.env["DOCKER_HOST"] = own;
});

/** What something makes of a Docker with these things on it, and what it asked for. */
async function on<T>(objects: DockerObjects, look: () => Promise<T>): Promise<{ result: T; requests: string[] }> {
  const docker = await standInDocker(objects);
  process.env["DOCKER_HOST"] = docker.host;
  try {
    return { result: await look(), requests: [...docker.requests].sort() };
  } finally {
    await docker.end();
  }
}

const lab = { lab: "azure-container-lab", stack: "local" };

describe("readEngine", () => {
  it("tells what is on Docker: kind, memory, and containers, networks and volumes with the project in their label", async () => {
    const { result, requests } = await on(
      {
        info: { OSType: "linux", MemTotal: 8_222_298_112 },
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
          },
          { Names: ["/db"], Labels: {}, State: "exited", Ports: [] },
        ],
        networks: [
          { Name: "lab", Labels: lab, IPAM: { Config: [{ Subnet: "10.150.0.0/24", Gateway: "10.150.0.1" }] } },
          { Name: "host", Labels: {}, IPAM: { Config: null } },
          { Name: "none", Labels: null, IPAM: null },
          { Name: "six", Labels: {}, IPAM: { Config: [{ Subnet: "172.30.0.0/16" }, { Subnet: "fd00::/64" }, {}] } },
        ],
        volumes: [
          { Name: "lab-server", Labels: lab },
          { Name: "db", Labels: null },
        ],
      },
      readEngine,
    );
    expect(result).toEqual({
      osType: "linux",
      memoryBytes: 8_222_298_112,
      containers: [
        { name: "lab-server", lab: "azure-container-lab", idle: undefined, ports: [6550, 8090] },
        { name: "db", lab: undefined, idle: "stopped" as const, ports: [] },
      ],
      networks: [
        { name: "lab", lab: "azure-container-lab", subnets: ["10.150.0.0/24"] },
        { name: "host", lab: undefined, subnets: [] },
        { name: "none", lab: undefined, subnets: [] },
        { name: "six", lab: undefined, subnets: ["172.30.0.0/16", "fd00::/64"] },
      ],
      volumes: [
        { name: "lab-server", lab: "azure-container-lab" },
        { name: "db", lab: undefined },
      ],
    });
    expect(requests).toEqual(["GET /containers/json", "GET /info", "GET /networks", "GET /volumes"]);
  });

  it("takes Docker's null for no volume at all", async () => {
    const { result } = await on({ volumes: null }, readEngine);
    expect(result.volumes).toEqual([]);
  });
});

describe("labelledBy", () => {
  it("names what has the project's label, containers first, and volumes before the network", () => {
    const project = "azure-container-lab";
    const thing = (name: string, lab?: string) => ({ name, lab, idle: undefined, ports: [], subnets: [] });
    const engine = {
      osType: "linux",
      memoryBytes: 0,
      networks: [thing("lab", project), thing("bridge")],
      volumes: [thing("lab-server", project), thing("other", "other-lab")],
      containers: [thing("db"), thing("lab-server", project), thing("lab-registry", project)],
    };
    expect(labelledBy(project, engine)).toEqual([
      "container lab-server",
      "container lab-registry",
      "volume lab-server",
      "network lab",
    ]);
  });
});

describe("startAndWait", () => {
  const start = "POST /containers/lab-server/start";
  const look = "GET /containers/lab-server/json";

  it("starts a container and asks until it is healthy", async () => {
    const states = [
      { Running: true, Health: { Status: "starting" } },
      { Running: true, Health: { Status: "healthy" } },
    ];
    const { result, requests } = await on({ states }, () => startAndWait("lab-server", "stopped"));
    expect([result, requests]).toEqual([true, [look, look, start]]);
  });

  it("takes a container that does not say whether it is healthy for well once it runs", async () => {
    const { result, requests } = await on({ states: [{ Running: true }] }, () => startAndWait("lab-server", "stopped"));
    expect([result, requests]).toEqual([true, [look, start]]);
  });

  it.each([
    ["is not healthy", { Running: true, Health: { Status: "unhealthy" } }],
    ["does not run", { Running: false }],
  ])("says so of one that %s in time", async (_what, state) => {
    const { result, requests } = await on({ states: [state, state] }, () => startAndWait("lab-server", "stopped", 400));
    expect([result, requests]).toEqual([false, [look, start]]);
  });
});
