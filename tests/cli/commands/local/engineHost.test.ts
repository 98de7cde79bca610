import type { StatsFs } from "node:fs";
import { diskOf, publishesElsewhere, runsHere } from "../../../../cli/commands/local/engineHost";
import { emptyEngine, network } from "../../harness";

const kernel = "6.8.0-90-generic";
const engine = { ...emptyEngine, kernel };

describe("runsHere", () => {
  it("is so of a Docker on this machine's own Linux", () => {
    expect(runsHere(engine, "linux", kernel)).toBe(true);
    expect(runsHere(engine, "wsl", kernel)).toBe(true);
  });

  it.each([
    ["on a Linux of another version, as in a virtual machine", engine, "linux", "6.6.87"],
    ["of Docker Desktop", { ...engine, desktop: true }, "wsl", kernel],
    ["on another system", engine, "macos", kernel],
    ["that does not say where it is", emptyEngine, "linux", ""],
  ] as const)("is not so of one %s", (_where, one, system, own) => {
    expect(runsHere(one, system, own)).toBe(false);
  });
});

describe("publishesElsewhere", () => {
  const bridged = { ...engine, networks: [network("bridge", { subnets: ["fd00::/64", "172.17.0.0/16"] })] };
  const docker0 = { range: "172.17.0.0/16", by: "docker0" };
  const eth0 = { range: "10.0.0.0/24", by: "eth0" };

  it("is so if no route of this machine leads to Docker's bridge", () => {
    expect(publishesElsewhere(bridged, [eth0])).toBe(true);
    expect(publishesElsewhere(bridged, [eth0, docker0])).toBe(false);
  });

  it("is not known without a bridge, or without routes", () => {
    expect(publishesElsewhere(engine, [eth0])).toBe(false);
    expect(publishesElsewhere(bridged, [])).toBe(false);
  });
});

describe("diskOf", () => {
  it("is that of Docker's data, with what is left for all", () => {
    const looked: string[] = [];
    const look = (folder: string) => {
      looked.push(folder);
      return { bsize: 4096, blocks: 1000, bfree: 500, bavail: 400 } as StatsFs;
    };
    expect(diskOf({ ...engine, dataFolder: "/var/lib/docker" }, look)).toEqual({ total: 4_096_000, free: 1_638_400 });
    expect(looked).toEqual(["/var/lib/docker"]);
  });

  it("is not known if it cannot be looked at, or Docker does not say where it is", () => {
    const refuse = () => {
      throw new Error("EACCES");
    };
    expect(diskOf({ ...engine, dataFolder: "/var/lib/docker" }, refuse)).toBeUndefined();
    expect(diskOf(engine, refuse)).toBeUndefined();
  });
});
