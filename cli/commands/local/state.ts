import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { localStack } from "../../../config";
import { projectFolder } from "../../../config/stackConfig";
import { UserError } from "../../../lib/userError";

/** The folder of the project, ignored by git, that holds what Pulumi knows of the local lab. */
export const stateFolder = ".local";

/** Pulumi's line in a stack's file that tells a passphrase's key; without it every secret would get a new one. */
const saltLine = /^encryptionsalt:.*\r?\n?/m;

/** Whether a stack's file holds a secret, which its salt then belongs to. */
const secretLine = /^\s*(?:-\s+)?secure:/m;

/** Where Pulumi keeps what it knows of the local lab: in files here, and encrypted by a passphrase that is made up. */
export class LocalState {
  private readonly folder: string;
  private readonly passphrase: string;
  private readonly salt: string;
  private readonly stackFile: string;

  /** @param project folder of the project */
  constructor(project = projectFolder) {
    this.folder = join(project, stateFolder);
    this.passphrase = join(this.folder, "passphrase");
    this.salt = join(this.folder, "salt");
    this.stackFile = join(project, `Pulumi.${localStack}.yaml`);
  }

  /** Whether Pulumi has ever been here. */
  exists(): boolean {
    return existsSync(join(this.folder, ".pulumi"));
  }

  /**
   * Makes the folder and the passphrase where there are none, for nobody but the user to read.
   *
   * @throws UserError if there is a state, and its passphrase is gone
   */
  prepare(): void {
    if (existsSync(this.passphrase)) return;
    if (this.exists()) {
      throw new UserError(
        `${stateFolder}/passphrase is gone, and without it nobody can read the secrets of the lab in ${stateFolder}.\n` +
          `Put it back; or delete the folder ${stateFolder}, and \`npm run local:down\` lists how the rest is removed.`,
      );
    }
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.passphrase, randomBytes(24).toString("base64url"), { mode: 0o600, flag: "wx" });
  }

  /** Tells Pulumi where its state is. It leaves the stack that the user has selected elsewhere alone. */
  environment(given: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
    // The one would be taken in place of the passphrase's file, and of the other a state in files has no use.
    const { PULUMI_CONFIG_PASSPHRASE: _passphrase, PULUMI_ACCESS_TOKEN: _token, ...others } = given;
    return {
      ...others,
      // From the project's folder, whose own path may have signs in it that an address cannot have.
      PULUMI_BACKEND_URL: `file://./${stateFolder}`,
      PULUMI_CONFIG_PASSPHRASE_FILE: this.passphrase,
      PULUMI_STACK: localStack,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
    };
  }

  /**
   * Runs something with the salt where Pulumi looks for it, in a file of the repository, and takes it out again: nobody's
   * checkout is to look changed because they brought the lab up.
   */
  async withSalt<T>(run: () => Promise<T>): Promise<T> {
    const there = existsSync(this.stackFile);
    this.insertSalt();
    try {
      return await run();
    } finally {
      this.removeSalt();
      if (!there && this.stackText() === "") rmSync(this.stackFile, { force: true });
    }
  }

  private insertSalt(): void {
    const text = this.stackText();
    if (saltLine.test(text) || !existsSync(this.salt)) return;
    const end = text === "" || text.endsWith("\n") ? "" : "\n";
    writeFileSync(this.stackFile, `${text}${end}${readFileSync(this.salt, "utf8")}`);
  }

  private removeSalt(): void {
    const text = this.stackText();
    const [line] = saltLine.exec(text) ?? [];
    if (line === undefined) return;
    writeFileSync(this.salt, `${line.trimEnd()}\n`, { mode: 0o600 });
    // Who keeps secrets in the file, and shares it, shares the salt.
    if (!secretLine.test(text)) writeFileSync(this.stackFile, text.replace(saltLine, ""));
  }

  private stackText(): string {
    return existsSync(this.stackFile) ? readFileSync(this.stackFile, "utf8") : "";
  }
}
