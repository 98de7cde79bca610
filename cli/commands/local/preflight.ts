import { overlaps } from "../../../lib/cidr";
import { highestPort, lowestPort } from "../../../config/keys";
import { containersMemory } from "../../inventory/nodes";
import type { Engine } from "../../docker/client";
import type { LocalRequirements } from "./requirements";

/** What is known of the machine, before anything is made on it. */
export interface Machine {
  readonly engine: Engine;
  /** Of the ports that the lab wants, those on which somebody listens on 127.0.0.1. */
  readonly takenPorts: readonly number[];
  /** Addresses of this machine, as ranges in CIDR form. */
  readonly addresses: readonly string[];
  /** Whether Pulumi's state in this folder has a lab. */
  readonly ours: boolean;
  /** The project's name, which the lab's things on Docker have in their label `lab`. */
  readonly project: string;
}

/** What would go wrong, a plain sentence each with its way out; nothing where the lab can be brought up. */
export function preflightFaults(needs: LocalRequirements, machine: Machine): string[] {
  const { engine, project } = machine;
  if (engine.osType !== "linux")
    return ["Docker runs Windows containers. Switch it to Linux containers, in the menu of Docker Desktop."];
  const strangers = strangersOn(needs, machine);
  return [
    ...memoryFaults(needs, engine),
    ...(strangers.length > 0 ? [strangerFault(strangers, engine, project)] : []),
    ...(strangers.length > 0 ? [] : portFaults(needs, machine)),
    ...subnetFaults(needs, machine),
  ];
}

function memoryFaults({ nodes }: LocalRequirements, { memoryBytes }: Engine): string[] {
  const needed = containersMemory(nodes);
  const there = Math.floor(memoryBytes / 2 ** 20);
  if (there >= needed) return [];
  const fewer = Array.from({ length: nodes }, (_, index) => nodes - index).find(
    (one) => containersMemory(one) <= there,
  );
  const way = fewer === undefined ? "" : `, or have fewer nodes: ${setting("nodeCount", fewer)}`;
  return [
    `${nodes} ${nodes === 1 ? "node takes" : "nodes take"} about ${needed} MiB of memory, and Docker has ${there} MiB. ` +
      `Give it more, in the settings of Docker Desktop${way}.`,
  ];
}

/** Things on Docker that have the lab's names and that Pulumi's state in this folder does not know. */
function strangersOn({ containers, networks, volumes }: LocalRequirements, { engine, ours }: Machine): string[] {
  if (ours) return [];
  const taken = (kind: string, wanted: readonly string[], there: readonly string[]) =>
    wanted.filter((name) => there.includes(name)).map((name) => `${kind} ${name}`);
  return [
    ...taken(
      "container",
      containers,
      engine.containers.map(({ name }) => name),
    ),
    ...taken(
      "volume",
      volumes,
      engine.volumes.map(({ name }) => name),
    ),
    ...taken(
      "network",
      networks,
      engine.networks.map(({ name }) => name),
    ),
  ];
}

function strangerFault(strangers: readonly string[], { containers }: Engine, project: string): string {
  const another = containers.some(({ lab }) => lab === project);
  const whose = another
    ? "They are those of a lab that was brought up from another folder, or whose state here was deleted. Run `npm run local:down` there"
    : "Pulumi, in this folder, did not make them. Give them other names";
  return (
    `Docker has already what the lab would make: ${strangers.join(", ")}. ${whose}, or remove them:\n` +
    strangers.map((thing) => `  ${removal(thing)}`).join("\n")
  );
}

/** The command that removes a container, a volume or a network, as `container lab-server`. */
export function removal(thing: string): string {
  const [kind, name] = thing.split(" ");
  return kind === "container" ? `docker rm --force --volumes ${name}` : `docker ${kind} rm ${name}`;
}

function portFaults({ ports }: LocalRequirements, { engine, takenPorts, project }: Machine): string[] {
  const holderOf = (port: number) => engine.containers.find((container) => container.ports.includes(port));
  const busy = [...takenPorts, ...engine.containers.flatMap((one) => one.ports), ...ports.map(({ port }) => port)];
  return ports
    .filter(({ port }) => takenPorts.includes(port) || holderOf(port) !== undefined)
    .filter(({ port }) => holderOf(port)?.lab !== project)
    .map(({ key, port }) => {
      const free = freePort(port, busy);
      busy.push(free);
      const holder = holderOf(port);
      const whom = holder ? `the container ${holder.name}` : "another program";
      return `Port ${port} of 127.0.0.1 is taken by ${whom}. Stop that, or take another one: ${setting(key, free)}`;
    });
}

/** The next one up, and after the highest the lowest. */
function freePort(after: number, busy: readonly number[]): number {
  let port = after;
  do port = port === highestPort ? lowestPort : port + 1;
  while (busy.includes(port));
  return port;
}

function subnetFaults({ subnet, networks }: LocalRequirements, { engine, addresses }: Machine): string[] {
  if (subnet === undefined) return [];
  const others = engine.networks.filter(({ name }) => !networks.includes(name));
  const other = others.find(({ subnets }) => subnets.some((range) => isRange(range) && overlaps(range, subnet)));
  // Once the lab's network is there, one of the addresses is its own.
  const isThere = engine.networks.some(({ name }) => networks.includes(name));
  const address = isThere ? undefined : addresses.find((range) => overlaps(range, subnet));
  if (other === undefined && address === undefined) return [];
  const whose = other ? `Docker's network ${other.name}` : `this machine's address ${address}`;
  const taken = [...engine.networks.flatMap(({ subnets }) => subnets.filter(isRange)), ...addresses];
  const free = Array.from({ length: 100 }, (_, index) => `10.${index + 150}.0.0/24`).find(
    (range) => !taken.some((one) => overlaps(one, range)),
  );
  return [
    `The range ${subnet} of the lab's network overlaps that of ${whose}. Take another one: ` +
      setting("networkCidr", free ?? "<range>"),
  ];
}

function isRange(range: string): boolean {
  return /^\d+(\.\d+){3}\/\d+$/.test(range);
}

function setting(key: string, value: string | number): string {
  return `npm run local:pulumi -- config set ${key} ${value}`;
}
