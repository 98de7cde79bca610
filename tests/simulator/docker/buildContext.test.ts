import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { contextFaults } from "../../../simulator/docker/buildContext";

describe("the folder of an image", () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "context-"))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function faultsWith(files: Record<string, string>): string[] {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    return contextFaults(folder).map((fault) => fault.replaceAll(folder, "app"));
  }

  it("is complete in this project", () => {
    expect(contextFaults("app")).toEqual([]);
  });

  it("must be there, with a Dockerfile", () => {
    expect(contextFaults("no-such-folder")).toEqual(["there is no folder no-such-folder to build"]);
    expect(faultsWith({ "server.js": "" })).toEqual(["the folder app has no Dockerfile"]);
  });

  it.each([
    ["a file", "COPY server.js /app/"],
    ["a folder", "COPY lib/ /app/lib/"],
    ["all", "COPY --chown=1:1 . ."],
    ["a pattern", "COPY *.js lib/?.js /app/"],
    ["words in brackets", 'COPY ["server.js", "lib", "/app/"]'],
    ["another stage", "COPY --from=build /out /app/"],
    ["an address", "ADD https://example.com/file /app/"],
    ["a variable", "ARG NAME\nCOPY ${NAME} /app/"],
  ])("may be copied from: %s", (_what, line) => {
    expect(faultsWith({ Dockerfile: `FROM scratch\n${line}\n`, "server.js": "", "lib/a.js": "" })).toEqual([]);
  });

  it("must have what is copied", () => {
    expect(
      faultsWith({ Dockerfile: "FROM scratch\nCOPY server.js missing.js lib/*.ts /app/\n", "server.js": "" }),
    ).toEqual([
      "Dockerfile of app copies missing.js, which is not there",
      "Dockerfile of app copies lib/*.ts, which is not there",
    ]);
  });

  it("must not leave out what is copied", () => {
    const files = { "server.js": "", "lib/a.js": "", ".dockerignore": "*\n!server.js\n" };
    expect(faultsWith({ ...files, Dockerfile: "FROM scratch\nCOPY server.js lib /app/\n" })).toEqual([
      "Dockerfile of app copies lib, which .dockerignore leaves out",
    ]);
  });
});
