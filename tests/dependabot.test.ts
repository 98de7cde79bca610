import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { program } from "../program";
import { held } from "../tools/newest/packages";
import { run } from "./lab";

const root = join(__dirname, "..");
const textOf = (...file: string[]) => readFileSync(join(root, ...file), "utf8");

interface Update {
  readonly "package-ecosystem": string;
  readonly directory: string;
  readonly groups: Readonly<Record<string, unknown>>;
  readonly ignore?: readonly { readonly "dependency-name": string }[];
}

const { updates } = parse(textOf(".github", "dependabot.yml")) as { updates: readonly Update[] };

describe("Dependabot", () => {
  it("updates the packages, the actions, the images and the devcontainer, each in groups", () => {
    expect(updates.map((one) => [one["package-ecosystem"], one.directory])).toEqual([
      ["npm", "/"],
      ["github-actions", "/"],
      ["docker", "/.github/images"],
      ["devcontainers", "/"],
    ]);
    expect(updates.filter(({ groups }) => Object.keys(groups).length === 0)).toEqual([]);
  });

  it("leaves the packages in their range that the scheduled run leaves there", () => {
    const ignored = updates[0]!.ignore!.map((one) => one["dependency-name"]);
    expect(ignored.sort()).toEqual(Object.keys(held).sort());
  });

  it("is shown the images that app/Dockerfile, components/local/ and host/compose.yaml name", async () => {
    const base = /^ARG BASE=(\S+)$/m.exec(textOf("app", "Dockerfile"))![1]!;
    const { resources } = await run(program, { target: "local" });
    const pulled = resources.filter(({ type }) => type === "docker:index/remoteImage:RemoteImage");
    const services = [...textOf("host", "compose.yaml").matchAll(/^\s+image: \$\{LAB_IMAGES:-[^}]*\}\/(\S+)$/gm)];
    const used = [base, ...pulled.map(({ inputs }) => String(inputs["name"])), ...services.map(([, name]) => name!)];
    const shown = [...textOf(".github", "images", "Dockerfile").matchAll(/^FROM (\S+)$/gm)].map(([, name]) => name!);
    expect(shown.sort()).toEqual([...new Set(used)].sort());
  });
});
