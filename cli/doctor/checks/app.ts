import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { httpRequest } from "../../../lib/httpRequest";
import { CannotTell } from "../../cannotTell";
import { type Check, fails, ok } from "../check";

/** Registries answer this to anybody, be it with a refusal (OCI distribution specification, "Determining Support"). */
const probe = "/v2/";
const patienceMs = 10_000;

/** The folder that the image is built of, and where its base comes from. */
export const app: Check = {
  id: "app",
  async run({ config, context: { folder, env } }) {
    if (config.image !== undefined) return [ok(`the ready image ${config.image}: nothing is built`)];
    const dockerfile = join(folder, "app", "Dockerfile");
    if (!existsSync(dockerfile)) return [fails(`${dockerfile} is not there, and the image is built of it`)];
    const [, base] = /^ARG BASE=(\S+)/m.exec(readFileSync(dockerfile, "utf8")) ?? [];
    if (base === undefined) return [ok("app/Dockerfile is there")];
    const registry = registryOf(base);
    try {
      await httpRequest(new URL(`https://${registry}${probe}`), { signal: AbortSignal.timeout(patienceMs) }, env);
    } catch {
      throw new CannotTell(
        `${registry}, which has the base image, does not answer this machine; Docker may have a way of its own`,
      );
    }
    return [ok(`app/Dockerfile is there, and ${registry} answers, which has its base`)];
  },
};

/** The host of an image's name: without one it is Docker Hub's. */
function registryOf(image: string): string {
  const [first = ""] = image.split("/");
  return image.includes("/") && /[.:]|^localhost$/.test(first) ? first : "registry-1.docker.io";
}
