import { addressIn, cidrFault, contains, overlaps, prefixLength } from "../../lib/cidr";
import { type Fault, type Inputs, type SimulatedResource, faultsOf, duplicatesBy } from "../model";
import { isImageReference } from "./image";
import { builtInNetworks } from "./network";

const types = {
  container: "docker:index/container:Container",
  network: "docker:index/network:Network",
  volume: "docker:index/volume:Volume",
  image: "docker:index/remoteImage:RemoteImage",
};

/** What Docker would refuse, or take and never get to work, once it sees all resources together. */
export function dockerFaults(resources: readonly SimulatedResource[]): Fault[] {
  const of = (type: string) => resources.filter((resource) => resource.type === type);
  const containers = of(types.container);
  const networks = of(types.network);
  return [
    ...[containers, networks, of(types.volume)].flatMap(sharedNames),
    ...overlappingNetworks(networks),
    ...containers.flatMap((container) =>
      [
        ...missingParts(container, networks, of(types.volume), of(types.image)),
        ...addressFaults(container, networks),
        ...joinFaults(container, containers),
      ].map((message) => ({ resource: container, message })),
    ),
    ...sharedAddresses(containers),
    ...sharedPorts(containers),
  ];
}

function sharedNames(resources: readonly SimulatedResource[]): Fault[] {
  return duplicatesBy(resources, ({ state }) => String(state["name"])).map(({ resource, first }) => ({
    resource,
    message: `${first.name} has the same name: ${resource.state["name"]}`,
  }));
}

function rangesOf({ inputs }: SimulatedResource): Inputs[] {
  return ((inputs["ipamConfigs"] ?? []) as Inputs[]).filter(
    ({ subnet }) => subnet !== undefined && cidrFault(subnet) === undefined,
  );
}

function overlappingNetworks(networks: readonly SimulatedResource[]): Fault[] {
  const ranges = networks.flatMap((network) =>
    rangesOf(network).map(({ subnet }) => ({ network, subnet: String(subnet) })),
  );
  return ranges.flatMap(({ network: resource, subnet }, index) => {
    const other = ranges.slice(0, index).find((range) => overlaps(range.subnet, subnet));
    return other
      ? [{ resource, message: `its subnet ${subnet} overlaps ${other.subnet} of ${other.network.name}` }]
      : [];
  });
}

function placesOf({ inputs }: Pick<SimulatedResource, "inputs">): Inputs[] {
  return (inputs["networksAdvanced"] ?? []) as Inputs[];
}

/** Docker would make a volume that it does not know by itself, and nobody would remove it. */
function missingParts(
  { inputs }: SimulatedResource,
  networks: readonly SimulatedResource[],
  volumes: readonly SimulatedResource[],
  images: readonly SimulatedResource[],
): string[] {
  const volumeNames = [
    ...((inputs["volumes"] ?? []) as Inputs[]).map(({ volumeName }) => volumeName as string | undefined),
    ...((inputs["mounts"] ?? []) as Inputs[]).map(({ type, source }) => (type === "volume" ? source : undefined)),
  ].filter((name): name is string => name !== undefined);
  const image = String(inputs["image"]);
  return [
    ...placesOf({ inputs })
      .map(({ name }) => String(name))
      .filter((name) => !builtInNetworks.includes(name) && !networks.some((network) => isNamed(network, name)))
      .map((name) => `the lab has no network ${name}`),
    ...volumeNames
      .filter((name) => !volumes.some((volume) => isNamed(volume, name)))
      .map((name) => `the lab has no volume ${name}`),
    ...faultsOf([
      !images.some(({ state }) => state["imageId"] === image) && (/^sha256:/.test(image) || !isImageReference(image)),
      `the lab has no image ${image}`,
    ]),
  ];
}

function isNamed({ id, state }: SimulatedResource, name: string): boolean {
  return id === name || state["name"] === name;
}

function addressFaults(container: SimulatedResource, networks: readonly SimulatedResource[]): string[] {
  return placesOf(container).flatMap(({ name, ipv4Address: address }) => {
    const network = networks.find((other) => isNamed(other, name));
    if (address === undefined || !network) return [];
    if (cidrFault(`${address}/32`) !== undefined) return [`${address} is no IPv4 address`];
    const range = rangesOf(network).find(({ subnet }) => contains(subnet, `${address}/32`));
    return range ? reservedFaults(address, range) : [`${address} is in no subnet of its network ${network.name}`];
  });
}

/** Without a gateway of its own choice Docker takes the first address. */
function reservedFaults(address: string, { subnet, gateway = addressIn(subnet, 1) }: Inputs): string[] {
  const last = addressIn(subnet, 2 ** (32 - prefixLength(subnet)) - 1);
  return faultsOf(
    [address === gateway, `${address} is the gateway of its network`],
    [
      [addressIn(subnet, 0), last].includes(address),
      `${address} is not a host's address: it is the network's own, or broadcast`,
    ],
  );
}

function sharedAddresses(containers: readonly SimulatedResource[]): Fault[] {
  const placed = containers.flatMap((container) =>
    placesOf(container)
      .filter(({ ipv4Address }) => ipv4Address !== undefined)
      .map(({ name, ipv4Address }) => ({ container, place: `${ipv4Address} on ${name}` })),
  );
  return placed.flatMap(({ container: resource, place }, index) => {
    const first = placed.slice(0, index).find((other) => other.place === place);
    return first ? [{ resource, message: `${first.container.name} has the same address: ${place}` }] : [];
  });
}

interface PublishedPort {
  readonly container: SimulatedResource;
  readonly ip: string;
  readonly port: string;
}

/** Whoever listens on 0.0.0.0 has the port on every address. */
function sharedPorts(containers: readonly SimulatedResource[]): Fault[] {
  const everywhere = ["0.0.0.0", "::"];
  const clash = (one: PublishedPort, other: PublishedPort) =>
    one.port === other.port && (one.ip === other.ip || [one.ip, other.ip].some((ip) => everywhere.includes(ip)));
  const published = containers.flatMap(publishedBy);
  return published.flatMap((one, index) => {
    const first = published.slice(0, index).find((other) => clash(one, other));
    return first
      ? [{ resource: one.container, message: `${first.container.name} publishes the same port: ${one.ip}:${one.port}` }]
      : [];
  });
}

function publishedBy(container: SimulatedResource): PublishedPort[] {
  return ((container.inputs["ports"] ?? []) as Inputs[])
    .filter(({ external }) => external !== undefined)
    .map(({ external, ip = "0.0.0.0", protocol = "tcp" }) => ({ container, ip, port: `${external}/${protocol}` }));
}

/** An agent of k3s whose server has no such name on their network asks for ever. */
function joinFaults(agent: SimulatedResource, containers: readonly SimulatedResource[]): string[] {
  const url = ((agent.inputs["envs"] ?? []) as string[]).find((env) => env.startsWith("K3S_URL="));
  if (url === undefined) return [];
  const [, host] = /^K3S_URL=https:\/\/([^/:]+)/.exec(url) ?? [];
  const own = placesOf(agent).map(({ name }) => name as string);
  const known = containers.flatMap((container) => namesOn(container, own));
  return faultsOf([
    host === undefined || !known.includes(host),
    `${url}: no container on its networks has that name, so it would never join`,
  ]);
}

/** By what others on some networks reach a container. */
function namesOn({ inputs, state }: SimulatedResource, networks: readonly string[]): string[] {
  const shared = placesOf({ inputs }).filter(({ name }) => networks.includes(name));
  if (shared.length === 0) return [];
  return [
    state["name"] as string,
    inputs["hostname"] as string,
    ...shared.flatMap(({ aliases = [], ipv4Address }) => [...(aliases as string[]), ipv4Address as string]),
  ];
}
