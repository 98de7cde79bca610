import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isMapping, parseJson } from "../../../lib/json";
import type { Environment } from "../../context";
import type { Credentials } from "./registry";

/**
 * What `docker login` has stored for a registry: in its configuration file, or with the helper that the file names
 * (docs.docker.com, "docker login", Credential stores). `undefined` if nobody has logged in.
 */
export function dockerLogin(server: string, env: Environment): Credentials | undefined {
  const config = readConfig(join(env["DOCKER_CONFIG"] ?? join(homedir(), ".docker"), "config.json"));
  const helper = textIn(config["credHelpers"], server) ?? textIn(config, "credsStore");
  if (helper !== undefined) return fromHelper(helper, server, env);
  const entry = isMapping(config["auths"]) ? config["auths"][server] : undefined;
  const [username = "", password = ""] = Buffer.from(textIn(entry, "auth") ?? "", "base64")
    .toString()
    .split(/:(.*)/s);
  return username === "" ? undefined : { username, password };
}

function fromHelper(helper: string, server: string, env: Environment): Credentials | undefined {
  const run = { input: server, encoding: "utf8", env: { ...env } } as const;
  const { status, stdout } = spawnSync(`docker-credential-${helper}`, ["get"], run);
  const answer = status === 0 ? parseJson(stdout) : undefined;
  const [username, password] = [textIn(answer, "Username"), textIn(answer, "Secret")];
  return username === undefined || password === undefined ? undefined : { username, password };
}

function readConfig(path: string): Record<string, unknown> {
  try {
    const config = parseJson(readFileSync(path, "utf8"));
    return isMapping(config) ? config : {};
  } catch (error) {
    // Nobody has logged in anywhere.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw error;
  }
}

function textIn(value: unknown, name: string): string | undefined {
  const member = isMapping(value) ? value[name] : undefined;
  return typeof member === "string" && member !== "" ? member : undefined;
}
