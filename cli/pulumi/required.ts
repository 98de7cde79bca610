import { CannotTell } from "../cannotTell";
import type { PulumiCli } from "./cli";

/** @throws CannotTell if the Pulumi CLI cannot be run, after it has said why */
export async function requirePulumi(pulumi: PulumiCli): Promise<void> {
  const { code } = await pulumi.run(["version"], "kept");
  if (code === 0) return;
  throw new CannotTell(
    "The Pulumi CLI cannot be run; what is wrong is above. It downloads itself from get.pulumi.com when it is run for the first " +
      "time, so this machine must reach that host then.",
  );
}
