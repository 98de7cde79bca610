import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { hostlessCidrs } from "../../../facts/networks";
import { overlaps } from "../../../lib/cidr";
import type { System } from "../../docker/advice";

/** A route of this machine to a range of IPv4 addresses. */
export interface Route {
  /** In CIDR form. */
  readonly range: string;
  /** The interface by which it leads; an address on Windows. */
  readonly by: string;
}

/** How routes are looked up. A command or file that is not there has no text. */
export interface RouteSource {
  readonly run: (command: string, args: readonly string[]) => string;
  readonly read: (file: string) => string;
}

const thisMachine: RouteSource = {
  run: (command, args) => {
    const { status, stdout } = spawnSync(command, args, { encoding: "utf8", timeout: 10_000, windowsHide: true });
    return status === 0 ? stdout : "";
  },
  read: (file) => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return "";
    }
  },
};

/** All routes to ranges that networks have, those of a VPN among them; empty if none can be read. */
export function hostRoutes(system: System, source = thisMachine): Route[] {
  const routes = readRoutes[system](source);
  return routes.filter(({ range }) => isNetwork(range) && !hostlessCidrs.some((hostless) => overlaps(hostless, range)));
}

const readRoutes: Readonly<Record<System, (source: RouteSource) => Route[]>> = {
  linux: linuxRoutes,
  wsl: linuxRoutes,
  macos: ({ run }) => run("netstat", ["-rn", "-f", "inet"]).split("\n").flatMap(macosRoute),
  windows: ({ run }) => run("route", ["print", "-4"]).split(/\r?\n/).flatMap(windowsRoute),
};

/** By `ip`, which also knows the tables of VPNs; a container may not have it. */
function linuxRoutes({ run, read }: RouteSource): Route[] {
  const listed = run("ip", ["-4", "route", "show", "table", "all"]).split("\n").flatMap(ipRoute);
  return listed.length > 0 ? listed : read("/proc/net/route").split("\n").slice(1).flatMap(procRoute);
}

/** `10.8.0.0/24 via 10.8.0.2 dev tun0 proto static`; other types (`local`, `broadcast`, `unreachable`) begin with their name. */
function ipRoute(line: string): Route[] {
  const [, address, prefix = "32", by] = /^(\d+(?:\.\d+){3})(?:\/(\d+))? .*?\bdev (\S+)/.exec(line) ?? [];
  return address === undefined || by === undefined ? [] : [{ range: `${address}/${prefix}`, by }];
}

/** `docker0 000011AC 00000000 0001 0 0 0 0000FFFF …`: addresses have their bytes the other way round. */
function procRoute(line: string): Route[] {
  const [by = "", destination = "", , , , , , mask = ""] = line.split(/\s+/);
  if (!/^[0-9A-F]{8}$/.test(destination) || !/^[0-9A-F]{8}$/.test(mask)) return [];
  const bytes = (hex: string) => Buffer.from(hex, "hex").reverse();
  return [{ range: `${bytes(destination).join(".")}/${prefixOf(bytes(mask))}`, by }];
}

/** `10.8/16 10.8.0.1 UGSc utun3`: zeros at the end are left out, and without a prefix it is as long as what is written. */
function macosRoute(line: string): Route[] {
  const [, written, length, by] = /^(\d+(?:\.\d+){0,3})(?:\/(\d+))?\s+\S+\s+\S+\s+(\S+)/.exec(line) ?? [];
  if (written === undefined || by === undefined) return [];
  const bytes = written.split(".");
  return [{ range: `${[...bytes, "0", "0", "0"].slice(0, 4).join(".")}/${length ?? bytes.length * 8}`, by }];
}

/** Destination, mask, gateway (a word for none), the interface's address and a metric. Lists of other routes have fewer columns. */
function windowsRoute(line: string): Route[] {
  const address = String.raw`(\d+(?:\.\d+){3})`;
  const [, destination, mask, by] =
    new RegExp(String.raw`^\s*${address}\s+${address}\s+\S.*?\s+${address}\s+\d+\s*$`).exec(line) ?? [];
  if (destination === undefined || mask === undefined || by === undefined) return [];
  return [{ range: `${destination}/${prefixOf(mask.split(".").map(Number))}`, by }];
}

function prefixOf(mask: Iterable<number>): number {
  return [...mask].map((byte) => byte.toString(2).replaceAll("0", "").length).reduce((sum, ones) => sum + ones, 0);
}

/** Neither a route to everything, which VPNs write as two halves, nor to one host. */
function isNetwork(range: string): boolean {
  const prefix = Number(range.split("/")[1]);
  return prefix >= 2 && prefix < 32;
}
