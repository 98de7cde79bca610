import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { dockerLogin } from "../../../../cli/exercises/observe/dockerLogin";
import { observeRegistry } from "../../../../cli/exercises/observe/registry";
import { temporaryFolder, webServer } from "../../harness";

const kim = { username: "student-kim", password: "pass:word" };
const basic = `Basic ${Buffer.from("student-kim:pass:word").toString("base64")}`;

describe("observeRegistry", () => {
  it("asks nobody without a login", async () => {
    await expect(observeRegistry("127.0.0.1:1", undefined, ["kim/web"], {})).resolves.toEqual({
      login: "none",
      tags: {},
    });
  });

  it("says that a login is refused, and else which tags there are", async () => {
    let accepts = false;
    const server = await webServer((request, response) => {
      if (!accepts || request.headers.authorization !== basic) return response.writeHead(401).end();
      if (request.url === "/v2/") return response.end("{}");
      if (request.url === "/v2/kim/web/tags/list") return response.end('{"tags":["1"]}');
      return response.writeHead(404).end('{"errors":[]}');
    });
    const look = () => observeRegistry(`127.0.0.1:${server.port}`, kim, ["kim/web", "kim/db"], {});
    expect(await look()).toEqual({ login: "refused", tags: {} });
    accepts = true;
    expect(await look()).toEqual({ login: "accepted", tags: { "kim/web": ["1"], "kim/db": [] } });
    await server.end();
  });

  it("cannot tell where the registry does not answer", async () => {
    await expect(observeRegistry("127.0.0.1:1", kim, [], {})).rejects.toThrow(
      "The registry 127.0.0.1:1 does not answer (",
    );
  });
});

describe("dockerLogin", () => {
  const having = (config: object) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    return { DOCKER_CONFIG: folder };
  };

  it.each([
    ["nobody has logged in anywhere", { DOCKER_CONFIG: "/nowhere" }, undefined],
    ["nobody has logged in there", having({ auths: { other: { auth: basic.slice(6) } } }), undefined],
    ["somebody has", having({ auths: { r: { auth: basic.slice(6) } } }), kim],
    ["a helper has it that is not there", having({ credsStore: "none-such" }), undefined],
  ])("finds what Docker has stored: %s", (_case, env, login) => {
    expect(dockerLogin("r", env)).toEqual(login);
  });

  (process.platform === "win32" ? it.skip : it)("asks the helper that the file names", () => {
    const folder = temporaryFolder();
    const script = '#!/bin/sh\nread server\nprintf \'{"Username":"%s","Secret":"s"}\' "$1 $server"\n';
    writeFileSync(join(folder, "docker-credential-test"), script, { mode: 0o755 });
    const env = { ...having({ credHelpers: { r: "test" } }), PATH: `${folder}:/bin:/usr/bin` };
    expect(dockerLogin("r", env)).toEqual({ username: "get r", password: "s" });
  });
});
