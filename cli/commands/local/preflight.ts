import { downCommand } from "../../../config/commands";
import { k3sMemory } from "../../../facts/k3s";
import { highestPort, lowestPort } from "../../../facts/networks";
import { type System, adviceFor } from "../../docker/advice";
import { type DockerObject, type Engine, objectText, removalCommand } from "../../docker/engine";
import { diskFault } from "./disk";
import type { Disk } from "./engineHost";
import type { Route } from "./hostRoutes";
import type { LocalRequirements } from "./requirements";
import { setting } from "./setting";
import { subnetFaults } from "./subnetFaults";
import { unfitEngine } from "./unfitEngine";

/** What is known of this machine before anything is made on it. */
export interface HostFacts {
  readonly engine: Engine;
  /** Of the ports that the lab requires, those on which a program listens on 127.0.0.1. */
  readonly takenPorts: readonly number[];
  /** Ports that the system keeps for itself. */
  readonly reservedPorts: readonly number[];
  readonly system: System;
  /** Addresses of this machine, as ranges in CIDR form. */
  readonly addresses: readonly string[];
  /** Of this machine, a VPN's among them. */
  readonly routes: readonly Route[];
  /** Whether Docker runs on this machine's own Linux. */
  readonly here: boolean;
  /** The disk with Docker's data, if it can be looked at. */
  readonly disk: Disk | undefined;
  /** Whether Pulumi's state in this folder has a lab. */
  readonly ours: boolean;
  /** The project's name: what the lab makes on Docker has it in the label `lab`. */
  readonly project: string;
}

/** What would go wrong, each in a sentence with what to do; nothing if the lab can be brought up. */
export function preflightFaults(requirements: LocalRequirements, host: HostFacts): string[] {
  const { engine, project } = host;
  const unfit = unfitEngine(requirements, host);
  if (unfit !== undefined) return [unfit];
  const strangers = strangersOn(requirements, host);
  return [
    ...memoryFaults(requirements, host),
    ...diskFaults(requirements, host),
    ...(strangers.length > 0 ? [strangerFault(strangers, engine, project)] : []),
    ...(strangers.length > 0 ? [] : portFaults(requirements, host)),
    ...subnetFaults(requirements, host),
  ];
}

/** A lab that is there already may be changed all the same: perhaps into a smaller one. */
function diskFaults({ nodes }: LocalRequirements, { disk, ours }: HostFacts): string[] {
  const fault = nodes > 0 && !ours ? diskFault(disk) : undefined;
  return fault === undefined ? [] : [fault];
}

function memoryFaults({ nodes }: LocalRequirements, { engine: { memoryBytes }, system }: HostFacts): string[] {
  const needed = k3sMemory(nodes);
  const present = Math.floor(memoryBytes / 2 ** 20);
  if (present >= needed) return [];
  const fewer = Array.from({ length: nodes }, (_, index) => nodes - index).find((one) => k3sMemory(one) <= present);
  const way = fewer === undefined ? "" : `, or have fewer nodes: ${setting("nodeCount", fewer)}`;
  return [
    `${nodes} ${nodes === 1 ? "node takes" : "nodes take"} about ${needed} MiB of memory, and Docker has ${present} MiB. ` +
      `${adviceFor(system).memory}${way}.`,
  ];
}

/** Objects on Docker that have the lab's names, and that Pulumi's state in this folder does not know. */
function strangersOn(
  { containers, networks, volumes }: LocalRequirements,
  { engine, ours }: HostFacts,
): DockerObject[] {
  if (ours) return [];
  const taken = (kind: DockerObject["kind"], required: readonly string[], present: readonly { name: string }[]) =>
    required.filter((name) => present.some((one) => one.name === name)).map((name) => ({ kind, name }));
  return [
    ...taken("container", containers, engine.containers),
    ...taken("volume", volumes, engine.volumes),
    ...taken("network", networks, engine.networks),
  ];
}

function strangerFault(strangers: readonly DockerObject[], { containers }: Engine, project: string): string {
  const another = containers.some(({ lab }) => lab === project);
  const whose = another
    ? `They are those of a lab that was brought up from another folder, or whose state here was deleted. Run \`${downCommand()}\` there`
    : "Pulumi, in this folder, did not make them. Give them other names";
  return (
    `Docker has already what the lab would make: ${strangers.map(objectText).join(", ")}. ${whose}, or remove them:\n` +
    strangers.map((object) => `  ${removalCommand(object)}`).join("\n")
  );
}

function portFaults({ ports }: LocalRequirements, host: HostFacts): string[] {
  const { engine, takenPorts, reservedPorts, project } = host;
  const holderOf = (port: number) => engine.containers.find((container) => container.ports.includes(port));
  const busy = [
    ...takenPorts,
    ...reservedPorts,
    ...engine.containers.flatMap((one) => one.ports),
    ...ports.map(({ port }) => port),
  ];
  return ports
    .filter(({ port }) => [...takenPorts, ...reservedPorts].includes(port) || holderOf(port) !== undefined)
    .filter(({ port }) => holderOf(port)?.lab !== project)
    .map(({ key, port }) => {
      const free = freePort(port, busy);
      busy.push(free);
      const holder = holderOf(port);
      if (!holder && reservedPorts.includes(port)) return reservedFault(port, host.system, setting(key, free));
      const whom = holder ? `the container ${holder.name}` : "another program";
      return `Port ${port} of 127.0.0.1 is taken by ${whom}. Stop that, or take another one: ${setting(key, free)}`;
    });
}

function reservedFault(port: number, system: System, command: string): string {
  const list =
    system === "windows" ? " (`netsh interface ipv4 show excludedportrange protocol=tcp` lists such ports)" : "";
  return `Port ${port} of 127.0.0.1 is one that the system keeps for itself${list}. Take another one: ${command}`;
}

/** The next one up, and after the highest the lowest. */
function freePort(after: number, busy: readonly number[]): number {
  let port = after;
  do port = port === highestPort ? lowestPort : port + 1;
  while (busy.includes(port));
  return port;
}
