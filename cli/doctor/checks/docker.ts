import { adviceFor } from "../../docker/advice";
import { type Check, fails, ok, warning } from "../check";

/** The Docker of the `docker` command's context, which builds the image, and which Pulumi asks for in a preview and a destroy, too. */
export const docker: Check = {
  id: "Docker",
  target: "azure",
  async run({ rehearsal, context: { docker: client, system } }) {
    if (!rehearsal.inventory.docker.used) return [ok("not needed: the image is a ready one")];
    const host = client.host();
    const engine = await client.read(host).catch((error: Error) => error);
    if (engine instanceof Error)
      return [
        fails(`no Docker answers at ${host ?? "its default address"} (${engine.message})`, adviceFor(system).start),
      ];
    if (engine.osType !== "linux")
      return [fails("Docker runs Windows containers", "Switch it to Linux containers, in the menu of Docker Desktop")];
    if (engine.architecture !== undefined && !/^(x86_64|amd64)$/.test(engine.architecture))
      return [
        warning(
          `Docker at ${host ?? "its default address"} is ${engine.architecture}: it builds for amd64 by emulation, which takes longer`,
        ),
      ];
    return [ok(`answers at ${host ?? "its default address"}`)];
  },
};
