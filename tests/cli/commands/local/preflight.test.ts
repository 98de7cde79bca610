import { type HostFacts, preflightFaults } from "../../../../cli/commands/local/preflight";
import type { Engine } from "../../../../cli/docker/engine";
import type { LocalRequirements } from "../../../../cli/commands/local/requirements";
import { container, emptyEngine, network as networkNamed, volume } from "../../harness";

const project = "petshop";
const mebibytes = 2 ** 20;

const requirements: LocalRequirements = {
  containers: ["lab-registry", "lab-server"],
  networks: ["lab"],
  volumes: ["lab-registry", "lab-server"],
  ports: [
    { key: "registryPort", port: 5001 },
    { key: "apiPort", port: 6550 },
    { key: "appPort", port: 8090 },
  ],
  subnet: "10.150.0.0/24",
  nodes: 4,
  docker: true,
};

const engine: Engine = {
  ...emptyEngine,
  memoryBytes: 8192 * mebibytes,
  networks: [networkNamed("bridge", { subnets: ["172.17.0.0/16"] }), networkNamed("host")],
};

const network = (name: string, ...subnets: string[]) => networkNamed(name, { subnets });

/** The faults on a machine and for a lab that differ in these from a pair without any. */
function faultsOf(
  { engine: onEngine, ...host }: Partial<Omit<HostFacts, "engine">> & { engine?: Partial<Engine> },
  required: Partial<LocalRequirements> = {},
): string[] {
  return preflightFaults(
    { ...requirements, ...required },
    {
      takenPorts: [],
      reservedPorts: [],
      system: "linux",
      addresses: [],
      routes: [],
      here: true,
      disk: undefined,
      ours: false,
      project,
      ...host,
      engine: { ...engine, ...onEngine },
    },
  );
}

const set = (key: string, value: string | number) => `npm run local:pulumi -- config set ${key} ${value}`;

describe("preflightFaults", () => {
  it("is empty on a machine with room for the lab and other objects on its Docker", () => {
    expect(
      faultsOf({
        addresses: ["192.168.0.7/24"],
        engine: {
          containers: [container("db", { ports: [5432] })],
          networks: [...engine.networks, network("other", "10.151.0.0/24")],
          volumes: [volume("db")],
        },
      }),
    ).toEqual([]);
  });

  it("names Windows containers alone, since all else would be about another Docker", () => {
    expect(faultsOf({ takenPorts: [5001], engine: { osType: "windows", memoryBytes: 0 } })).toEqual([
      "Docker runs Windows containers. Switch it to Linux containers, in the menu of Docker Desktop.",
    ]);
  });

  it.each([
    [{ rootless: true }, /^Docker runs rootless, /],
    [{ remapsUsers: true }, /^Docker gives containers other users \(userns-remap\), /],
  ])("names a Docker that cannot run nodes alone, if the lab has some: %j", (onEngine, sentence) => {
    const host = { takenPorts: [5001], engine: onEngine };
    expect(faultsOf(host)).toEqual([expect.stringMatching(sentence)]);
    expect(faultsOf({ engine: onEngine }, { nodes: 0 })).toEqual([]);
  });

  it("names alone that the ports of a Docker are in another network", () => {
    const routes = [{ range: "172.18.0.0/16", by: "eth0" }];
    expect(faultsOf({ takenPorts: [5001], routes })).toEqual([
      "Docker answers, but the ports that it publishes are in another network: this seems to be a container that has Docker's socket. " +
        "Run it on the machine itself, or start this container with `docker run --network host`.",
    ]);
    // In a virtual machine, it brings its ports here.
    expect(faultsOf({ here: false, routes })).toEqual([]);
    expect(faultsOf({ routes: [...routes, { range: "172.17.0.0/16", by: "docker0" }] })).toEqual([]);
    expect(faultsOf({ routes: [] })).toEqual([]);
  });

  it("names a full disk, but lets a lab be changed that is there", () => {
    const disk = { total: 100 * 2 ** 30, free: 4.9 * 2 ** 30 };
    expect(faultsOf({ disk })).toEqual([
      "The disk with Docker's data is full: 4.9 of 100.0 GiB are free, 4.9 %. Below 5 % nodes take no pods. Free some: " +
        "`docker image prune` and `docker builder prune` remove what no container uses.",
    ]);
    expect(faultsOf({ disk: { ...disk, free: 5 * 2 ** 30 } })).toEqual([]);
    expect(faultsOf({ disk, ours: true })).toEqual([]);
    expect(faultsOf({ disk }, { nodes: 0 })).toEqual([]);
  });

  it("names all that is wrong at once", () => {
    const faults = faultsOf({
      takenPorts: [5001],
      engine: { memoryBytes: 1024 * mebibytes, networks: [network("other", "10.150.0.0/16")] },
    });
    expect(faults.map((fault) => fault.slice(0, 12))).toEqual(["4 nodes take", "Port 5001 of", "The range 10"]);
  });
});

describe("memory", () => {
  it.each([
    // 1600 MiB for the server and 275 MiB for each other node.
    [4, 2425],
    [1, 1600],
  ])("of %d nodes is enough with %d MiB", (nodes, enough) => {
    expect(faultsOf({ engine: { memoryBytes: enough * mebibytes } }, { nodes })).toEqual([]);
    expect(faultsOf({ engine: { memoryBytes: enough * mebibytes - 1 } }, { nodes })).toHaveLength(1);
  });

  it("that is too little is named, with as many nodes as fit", () => {
    expect(faultsOf({ engine: { memoryBytes: 2000 * mebibytes } })).toEqual([
      "4 nodes take about 2425 MiB of memory, and Docker has 2000 MiB. " +
        `Give it more, in the settings of Docker Desktop or with a larger machine, or have fewer nodes: ${set("nodeCount", 2)}.`,
    ]);
  });

  it("is Docker's of WSL on Windows, and given there", () => {
    expect(faultsOf({ engine: { memoryBytes: 1599 * mebibytes }, system: "windows" })).toEqual([
      "4 nodes take about 2425 MiB of memory, and Docker has 1599 MiB. Give WSL more: a line memory=6GB under [wsl2] in the file " +
        ".wslconfig of your Windows profile, then `wsl --shutdown`; with Hyper-V, in the settings of Docker Desktop (Resources).",
    ]);
  });

  it("that is too little for any node is named without proposing fewer", () => {
    expect(faultsOf({ engine: { memoryBytes: 1599 * mebibytes } })).toEqual([
      "4 nodes take about 2425 MiB of memory, and Docker has 1599 MiB. Give it more, in the settings of Docker Desktop or with a larger machine.",
    ]);
    expect(faultsOf({ engine: { memoryBytes: 1599 * mebibytes } }, { nodes: 1 })).toEqual([
      "1 node takes about 1600 MiB of memory, and Docker has 1599 MiB. Give it more, in the settings of Docker Desktop or with a larger machine.",
    ]);
  });

  it("does not count if the lab makes no nodes", () => {
    expect(faultsOf({ engine: { memoryBytes: 0 } }, { nodes: 0 })).toEqual([]);
  });
});

describe("ports", () => {
  it("that another program has are named, with the next one", () => {
    expect(faultsOf({ takenPorts: [6550] })).toEqual([
      `Port 6550 of 127.0.0.1 is taken by another program. Stop that, or take another one: ${set("apiPort", 6551)}`,
    ]);
  });

  it("that another container has are named with it, whether Docker's port answers here or not", () => {
    const fault = `Port 8090 of 127.0.0.1 is taken by the container web. Stop that, or take another one: ${set("appPort", 8091)}`;
    const containers = [container("db", { ports: [5432] }), container("web", { ports: [80, 8090] })];
    expect(faultsOf({ takenPorts: [8090], engine: { containers } })).toEqual([fault]);
    expect(faultsOf({ engine: { containers } })).toEqual([fault]);
  });

  it("that another project's lab has are named, too", () => {
    const containers = [container("other", { lab: "other-lab", ports: [5001] })];
    expect(faultsOf({ takenPorts: [5001], engine: { containers } })).toEqual([
      `Port 5001 of 127.0.0.1 is taken by the container other. Stop that, or take another one: ${set("registryPort", 5002)}`,
    ]);
  });

  it("that this lab has itself are not a fault", () => {
    const containers = [
      container("lab-registry", { lab: project, ports: [5001] }),
      container("lab-server", { lab: project, ports: [6550, 8090] }),
    ];
    expect(faultsOf({ ours: true, takenPorts: [5001, 6550, 8090], engine: { containers } })).toEqual([]);
  });

  it("that the system keeps for itself are named as such, with the next one that it does not keep", () => {
    const reservedPorts = [6550, 6551, 6552];
    expect(faultsOf({ reservedPorts, system: "windows" })).toEqual([
      "Port 6550 of 127.0.0.1 is one that the system keeps for itself (`netsh interface ipv4 show excludedportrange protocol=tcp` " +
        `lists such ports). Take another one: ${set("apiPort", 6553)}`,
    ]);
    expect(faultsOf({ reservedPorts })).toEqual([
      `Port 6550 of 127.0.0.1 is one that the system keeps for itself. Take another one: ${set("apiPort", 6553)}`,
    ]);
  });

  it("that another program has are a fault of a lab that is up and is to move there", () => {
    const containers = [container("lab-server", { lab: project, ports: [6550, 8090] })];
    expect(faultsOf({ ours: true, takenPorts: [5001, 6550, 8090], engine: { containers } })).toEqual([
      `Port 5001 of 127.0.0.1 is taken by another program. Stop that, or take another one: ${set("registryPort", 5002)}`,
    ]);
  });

  it("are never proposed that another part of the lab, a container or a program has", () => {
    const ports: LocalRequirements["ports"] = [
      { key: "registryPort", port: 5001 },
      { key: "apiPort", port: 5002 },
      { key: "appPort", port: 5004 },
    ];
    const containers = [container("web", { ports: [5003] })];
    expect(faultsOf({ takenPorts: [5001], engine: { containers } }, { ports })).toEqual([
      `Port 5001 of 127.0.0.1 is taken by another program. Stop that, or take another one: ${set("registryPort", 5005)}`,
    ]);
  });

  it("are proposed once each, and only valid ones", () => {
    const ports: LocalRequirements["ports"] = [
      { key: "registryPort", port: 5001 },
      { key: "apiPort", port: 5002 },
      { key: "appPort", port: 65535 },
    ];
    const taken = (port: number) =>
      `Port ${port} of 127.0.0.1 is taken by another program. Stop that, or take another one: `;
    expect(faultsOf({ takenPorts: [1024, 5001, 5002, 65535] }, { ports })).toEqual([
      `${taken(5001)}${set("registryPort", 5003)}`,
      `${taken(5002)}${set("apiPort", 5004)}`,
      `${taken(65535)}${set("appPort", 1025)}`,
    ]);
  });

  it("are never proposed that are each other's next ones", () => {
    const ports: LocalRequirements["ports"] = [
      { key: "apiPort", port: 6551 },
      { key: "appPort", port: 6550 },
    ];
    expect(faultsOf({ takenPorts: [6550] }, { ports })).toEqual([
      `Port 6550 of 127.0.0.1 is taken by another program. Stop that, or take another one: ${set("appPort", 6552)}`,
    ]);
  });
});

describe("objects on Docker that have the lab's names", () => {
  const there = (lab: string | undefined): Partial<Engine> => ({
    containers: [container("lab-server", { lab, ports: [6550, 8090] }), container("db")],
    networks: [...engine.networks, networkNamed("lab", { lab, subnets: ["10.150.0.0/24"] })],
    volumes: [volume("lab-registry", { lab }), volume("lab-server", { lab })],
  });
  const removals = [
    "  docker rm --force --volumes lab-server",
    "  docker volume rm lab-registry",
    "  docker volume rm lab-server",
    "  docker network rm lab",
  ];
  const all = "container lab-server, volume lab-registry, volume lab-server, network lab";

  it("are named as those of another folder, in the order in which they can be removed, without their ports", () => {
    expect(faultsOf({ takenPorts: [6550, 8090], engine: there(project) })).toEqual([
      [
        `Docker has already what the lab would make: ${all}. They are those of a lab that was brought up from another ` +
          "folder, or whose state here was deleted. Run `npm run local:down` there, or remove them:",
        ...removals,
      ].join("\n"),
    ]);
  });

  it("are named as somebody else's if no container is a lab's", () => {
    expect(faultsOf({ takenPorts: [6550, 8090], engine: there(undefined) })).toEqual([
      [
        `Docker has already what the lab would make: ${all}. Pulumi, in this folder, did not make them. Give them other ` +
          "names, or remove them:",
        ...removals,
      ].join("\n"),
    ]);
  });

  it("are a fault by themselves, stopped or without a container", () => {
    const stopped = { containers: [container("lab-server", { lab: project, idle: "stopped" as const })] };
    expect(faultsOf({ engine: stopped })).toHaveLength(1);
    expect(faultsOf({ engine: { volumes: [volume("lab-server")] } })).toEqual([
      "Docker has already what the lab would make: volume lab-server. Pulumi, in this folder, did not make them. Give " +
        "them other names, or remove them:\n  docker volume rm lab-server",
    ]);
  });

  it("are not a fault if Pulumi's state here has a lab", () => {
    expect(faultsOf({ ours: true, takenPorts: [6550, 8090], engine: there(project) })).toEqual([]);
  });

  it("do not count if the lab does not make them", () => {
    expect(faultsOf({ engine: { volumes: [volume("lab", { lab: project })] } })).toEqual([]);
  });
});

describe("the network's range", () => {
  const fault = (whose: string, free: string) =>
    `The range 10.150.0.0/24 of the lab's network overlaps that of ${whose}. Take another one: ${set("networkCidr", free)}`;

  it("may not be in another network of Docker's, and the one that is proposed is in none", () => {
    const networks = [network("vpn", "172.30.0.0/16", "10.150.0.0/16"), network("shop", "10.151.0.64/26")];
    expect(faultsOf({ engine: { networks } })).toEqual([fault("Docker's network vpn", "10.152.0.0/24")]);
  });

  it("may not contain an address of this machine, nor be in the range of one", () => {
    expect(faultsOf({ addresses: ["192.168.0.7/24", "10.150.0.200/32"] })).toEqual([
      fault("this machine's address 10.150.0.200/32", "10.151.0.0/24"),
    ]);
    expect(faultsOf({ addresses: ["10.150.9.1/16"] })).toEqual([
      fault("this machine's address 10.150.9.1/16", "10.151.0.0/24"),
    ]);
  });

  it("is proposed beside all that is taken, or not at all", () => {
    expect(faultsOf({ addresses: ["10.150.0.1/24", "10.151.0.1/24", "10.152.0.1/15"] })).toEqual([
      fault("this machine's address 10.150.0.1/24", "10.154.0.0/24"),
    ]);
    expect(faultsOf({ addresses: ["10.0.0.1/8"] })).toEqual([
      fault("this machine's address 10.0.0.1/8", "172.20.0.0/24"),
    ]);
    expect(faultsOf({ addresses: ["10.0.0.1/8", "172.16.0.1/12", "192.168.0.1/16"] })).toEqual([
      fault("this machine's address 10.0.0.1/8", "RANGE"),
    ]);
  });

  it("may not be one that only a route leads to, as to a VPN, unless the lab's network is there", () => {
    const routes = [
      { range: "172.17.0.0/16", by: "docker0" },
      { range: "192.168.1.0/24", by: "eth0" },
      { range: "10.150.0.0/15", by: "tun0" },
    ];
    expect(faultsOf({ routes })).toEqual([
      fault("this machine's route to 10.150.0.0/15 by tun0, perhaps that of a VPN", "10.152.0.0/24"),
    ]);
    const networks = [networkNamed("lab", { lab: project, subnets: ["10.150.0.0/24"] })];
    expect(faultsOf({ ours: true, routes, engine: { networks: [...engine.networks, ...networks] } })).toEqual([]);
  });

  it("may be that of the lab's own network, with the address that this machine has in it", () => {
    const networks = [networkNamed("lab", { lab: project, subnets: ["10.150.0.0/24"] })];
    expect(faultsOf({ ours: true, addresses: ["10.150.0.1/24"], engine: { networks } })).toEqual([]);
  });

  it("may not contain an address of this machine if the lab's network does not exist", () => {
    expect(faultsOf({ ours: true, addresses: ["10.150.0.200/32"] })).toEqual([
      fault("this machine's address 10.150.0.200/32", "10.151.0.0/24"),
    ]);
  });

  it("may not be in another network of Docker's for a lab that is up, either", () => {
    const networks = [network("lab", "10.77.0.0/24"), network("vpn", "10.150.0.0/16")];
    expect(faultsOf({ ours: true, engine: { networks } })).toEqual([fault("Docker's network vpn", "10.151.0.0/24")]);
  });

  it("ignores ranges of IPv6", () => {
    const networks = [network("six", "fd00::/8", "::/0"), network("both", "fd00:150::/64", "10.160.0.0/16")];
    expect(faultsOf({ engine: { networks } })).toEqual([]);
  });

  it("does not count if the lab has no network", () => {
    const networks = [network("vpn", "10.150.0.0/16")];
    expect(faultsOf({ addresses: ["10.150.0.1/24"], engine: { networks } }, { subnet: undefined })).toEqual([]);
  });
});
