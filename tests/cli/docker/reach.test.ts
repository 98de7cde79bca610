import { CannotTell } from "../../../cli/cannotTell";
import { dockerEnvironment, reachEngine } from "../../../cli/docker/reach";
import type { UserError } from "../../../lib/userError";
import type { System } from "../../../cli/docker/advice";
import { emptyEngine, fakeDocker } from "../harness";

const failing = (code: string | undefined, message = "") => Object.assign(new Error(message), { code });

/** What an attempt on a Docker that fails with an error is refused with. */
async function refusal(error: Error, host?: string, system: System = "linux"): Promise<unknown> {
  const { docker } = fakeDocker(error);
  return reachEngine({ docker: { ...docker, host: () => host }, system }).catch((reason: unknown) => reason);
}

describe("reachEngine", () => {
  it.each([undefined, "unix:///run/docker.sock", "npipe:////./pipe/docker_engine", "tcp://127.0.0.1:2375"])(
    "looks at the Docker at %s, and says where it is",
    async (host) => {
      const { docker, requests } = fakeDocker({ memoryBytes: 7 });
      await expect(reachEngine({ docker: { ...docker, host: () => host }, system: "linux" })).resolves.toEqual({
        host,
        engine: { ...emptyEngine, memoryBytes: 7 },
      });
      expect(requests).toEqual([`read ${host}`]);
    },
  );

  it.each([
    "tcp://192.0.2.7:2375",
    "https://docker.example:2376",
    "ssh://kim@docker.example",
    "tcp://localhost.docker.example:2375",
    "tcp://127.0.0.1.docker.example",
  ])("refuses %s, which is another machine, without asking it", async (host) => {
    const { docker, requests } = fakeDocker({}, host);
    await expect(reachEngine({ docker, system: "linux" })).rejects.toThrow(
      `Docker is on another machine (${host}), and so would be the ports of the lab. Name one that is here: ` +
        "`docker context use default`, or unset DOCKER_HOST.",
    );
    expect(requests).toEqual([]);
  });

  it.each(["tcp://127.0.0.1:2375", "tcp://localhost:2375", "http://[::1]:2375/", "unix:///nowhere/docker.sock"])(
    "cannot tell if nobody answers at %s, and says how to start Docker",
    async (host) => {
      for (const code of ["ENOENT", "ECONNREFUSED"]) {
        const error = await refusal(failing(code), host);
        expect(error).toBeInstanceOf(CannotTell);
        expect(error).toMatchObject({
          exitCode: 2,
          message:
            `No Docker answers at ${host}. Start it: \`sudo systemctl start docker\`, or Docker Desktop; ` +
            "`docker version` shows when it is there.",
        });
      }
    },
  );

  it("says what the connection failed with otherwise, and that the address is the default one", async () => {
    const error = (await refusal(failing(undefined, "HTTP code 500"))) as UserError;
    expect(error.message).toMatch(/^No Docker answers at its default address \(HTTP code 500\)\. Start it: /);
  });

  it.each(["EACCES", "EPERM"])("says how to get access if it fails with %s", async (code) => {
    await expect(refusal(failing(code), "unix:///run/docker.sock")).resolves.toMatchObject({
      exitCode: 2,
      message:
        "Docker at unix:///run/docker.sock does not let you in. `sudo usermod --append --groups docker $USER`, " +
        "then log out and in again.",
    });
  });

  it.each<[System, RegExp, RegExp]>([
    ["windows", /docker-users/, /Start Docker Desktop;/],
    ["macos", /Open Docker Desktop once/, /Start Docker Desktop;/],
    ["wsl", /WSL integration/, /in this distribution `sudo service docker start`;/],
  ])("gives the advice of %s, and none of Linux's own", async (system, access, start) => {
    const [refused, absent] = [
      await refusal(failing("EACCES"), undefined, system),
      await refusal(failing("ENOENT"), undefined, system),
    ];
    expect((refused as Error).message).toMatch(access);
    expect((absent as Error).message).toMatch(start);
    if (system !== "wsl") expect(String(refused) + String(absent)).not.toMatch(/sudo|usermod|systemctl/);
  });
});

describe("dockerEnvironment", () => {
  it("is DOCKER_HOST, or nothing for the default address", () => {
    expect(dockerEnvironment("unix:///run/docker.sock")).toEqual({ DOCKER_HOST: "unix:///run/docker.sock" });
    expect(dockerEnvironment(undefined)).toEqual({});
  });
});
