import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectionTo } from "../../../cli/docker/connection";
import { temporaryFolder } from "../harness";

describe("connectionTo", () => {
  it.each([
    ["unix:///run/docker.sock", "/run/docker.sock"],
    ["npipe:////./pipe/docker_engine", "//./pipe/docker_engine"],
  ])("%s is its socket, whatever DOCKER_HOST adds", (host, socketPath) => {
    expect(connectionTo(host, {})).toStrictEqual({
      socketPath,
      host: undefined,
      port: undefined,
      protocol: undefined,
    });
  });

  it.each([
    ["tcp://127.0.0.1:2375", {}, "http", "2375"],
    ["http://localhost:2375/", {}, "http", "2375"],
    ["https://localhost:8443", {}, "https", "8443"],
    ["tcp://127.0.0.1:2376", {}, "https", "2376"],
    ["tcp://127.0.0.1:2375", { DOCKER_TLS_VERIFY: "1" }, "https", "2375"],
    ["tcp://127.0.0.1:2375", { DOCKER_TLS_VERIFY: "" }, "http", "2375"],
  ])("%s with %j is %s on port %s", (host, env, protocol, port) => {
    expect(connectionTo(host, env)).toEqual({ host: new URL(host).hostname, port, protocol });
  });

  it("has the certificates of DOCKER_CERT_PATH", () => {
    const folder = temporaryFolder();
    for (const name of ["ca", "cert", "key"]) writeFileSync(join(folder, `${name}.pem`), name);
    expect(connectionTo("tcp://127.0.0.1:2376", { DOCKER_CERT_PATH: folder })).toMatchObject({
      protocol: "https",
      ca: Buffer.from("ca"),
      cert: Buffer.from("cert"),
      key: Buffer.from("key"),
    });
  });
});
