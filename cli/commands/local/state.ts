import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { localStack } from "../../../config/stacks";
import { UserError } from "../../../lib/userError";
import type { Environment } from "../../context";

/** The folder of the project, ignored by git, that holds what Pulumi knows of the local lab. */
export const stateFolder = ".local";

/** Pulumi's line in a stack's file with the salt of the passphrase's key; without it every secret would get a new key. */
const saltLine = /^encryptionsalt:.*\r?\n?/m;

/** Whether a stack's file holds a secret: then its salt belongs to it. */
const secretLine = /^\s*(?:-\s+)?secure:/m;

/** Where Pulumi keeps what it knows of the local lab: in files here, encrypted by a random passphrase. */
export class LocalState {
  private readonly folder: string;
  private readonly passphrase: string;
  private readonly salt: string;
  private readonly stackFile: string;

  /** @param project folder of the project */
  constructor(project: string) {
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
   * Makes the folder and the passphrase if there are none. Only the user can read them.
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

  /** Points Pulumi to this state, whatever stack the user has selected elsewhere. */
  environment(given: Environment): Environment {
    // PULUMI_CONFIG_PASSPHRASE would win over the passphrase file; a file backend needs no access token.
    const { PULUMI_CONFIG_PASSPHRASE: _passphrase, PULUMI_ACCESS_TOKEN: _token, ...others } = given;
    return {
      ...others,
      // Relative to the project's folder: its path may have characters that an address cannot have.
      PULUMI_BACKEND_URL: `file://./${stateFolder}`,
      PULUMI_CONFIG_PASSPHRASE_FILE: this.passphrase,
      PULUMI_STACK: localStack,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
    };
  }

  /**
   * Runs something with the salt where Pulumi looks for it, in a file of the repository, and takes it out again: bringing the
   * lab up must not leave a changed checkout.
   */
  async withSalt<T>(run: () => Promise<T>): Promise<T> {
    const existed = existsSync(this.stackFile);
    this.insertSalt();
    try {
      return await run();
    } finally {
      this.removeSalt();
      if (!existed && this.stackText() === "") rmSync(this.stackFile, { force: true });
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
    // A file with secrets keeps the salt: shared without it, nobody could read them.
    if (!secretLine.test(text)) writeFileSync(this.stackFile, text.replace(saltLine, ""));
  }

  private stackText(): string {
    return existsSync(this.stackFile) ? readFileSync(this.stackFile, "utf8") : "";
  }
}
