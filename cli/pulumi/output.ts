import { UserError } from "../../lib/userError";
import type { PulumiCli } from "./cli";
import { requirePulumi } from "./required";

/** Standard output of a command that has to work. @throws UserError if it fails, after Pulumi has said why; CannotTell without Pulumi */
export async function outputOf(pulumi: PulumiCli, args: readonly string[]): Promise<string> {
  const { code, stdout } = await pulumi.run(args, "kept");
  if (code === 0) return stdout;
  await requirePulumi(pulumi);
  throw new UserError(`Pulumi's \`${args.join(" ")}\` failed; what it said is above.`);
}
