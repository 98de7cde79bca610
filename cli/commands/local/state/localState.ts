import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { localStack } from "../../../../config/stacks";
import { downCommand } from "../../../../config/commands";
import { UserError } from "../../../../lib/userError";
import type { Environment } from "../../../context";
import { isSaltOf } from "./salt";

/** The folder of the project, ignored by git, that holds what Pulumi knows of the local lab. */
export const stateFolder = ".local";

/** Pulumi's line in a stack's file with the salt of the passphrase's key; without it every secret would get a new key. */
const saltLine = /^encryptionsalt:.*\r?\n?/m;

/** Whether a stack's file holds a secret: then its salt belongs to it. */
const secretLine = /^\s*(?:-\s+)?secure:/m;

/** Where Pulumi keeps what it knows of the local lab: in files here, encrypted by a random passphrase. */
export class LocalState {
  /** Pulumi's own folder in this state. */
  readonly pulumiFolder: string;
  private readonly folder: string;
  private readonly passphrase: string;
  private readonly salt: string;
  private readonly stackFile: string;
  private readonly removing: string;

  /** @param project folder of the project */
  constructor(project: string) {
    this.folder = join(project, stateFolder);
    this.pulumiFolder = join(this.folder, ".pulumi");
    this.passphrase = join(this.folder, "passphrase");
    this.salt = join(this.folder, "salt");
    this.removing = join(this.folder, "removing");
    this.stackFile = join(project, `Pulumi.${localStack}.yaml`);
  }

  /** Whether Pulumi has ever been here. */
  exists(): boolean {
    return existsSync(this.pulumiFolder);
  }

  /** Whether a removal of the lab has begun and has not come to its end. */
  isHalfRemoved(): boolean {
    return existsSync(this.removing);
  }

  /** Removes the lab, and remembers that until it is done. @returns Pulumi's exit code */
  async removal(run: () => Promise<number>): Promise<number> {
    writeFileSync(this.removing, "");
    const code = await run();
    if (code === 0) rmSync(this.removing);
    return code;
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
          `Put it back; or delete the folder ${stateFolder}, and \`${downCommand()}\` lists how the rest is removed.`,
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
      PULUMI_BACKEND_URL: backendUrl(this.folder),
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
    const [line] = saltLine.exec(text) ?? [];
    const own = existsSync(this.salt) ? readFileSync(this.salt, "utf8") : "";
    if (line !== undefined && (line.trimEnd() === own.trimEnd() || this.isOwn(line))) return;
    if (line !== undefined) refuseSecrets(text);
    const rest = text.replace(saltLine, "");
    const end = rest === "" || rest.endsWith("\n") || own === "" ? "" : "\n";
    if (line !== undefined || own !== "") writeFileSync(this.stackFile, `${rest}${end}${own}`);
  }

  /** Whether a line with a salt goes with this passphrase, and not with that of a folder that was deleted meanwhile. */
  private isOwn(line: string): boolean {
    const salt = line.slice(line.indexOf(":") + 1).trim();
    return isSaltOf(readFileSync(this.passphrase, "utf8"), salt);
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

/**
 * The address of a folder, as Pulumi reads it: it decodes an absolute one, and takes a relative one as it is. Before a drive of
 * Windows it expects two slashes, and not three (pulumi/pulumi, pkg/backend/diy/backend.go, `massageBlobPath`, v3.248).
 */
export function backendUrl(folder: string, windows = sep === "\\"): string {
  return pathToFileURL(folder, { windows }).href.replace(/^file:\/\/\/(?=[a-z]:)/i, "file://");
}

function refuseSecrets(stackText: string): void {
  if (!secretLine.test(stackText)) return;
  throw new UserError(
    `Pulumi.${localStack}.yaml keeps secrets that were encrypted with another passphrase than the one in ${stateFolder}/passphrase. ` +
      `Put that passphrase back; or remove the lines with \`secure:\` and the line \`encryptionsalt:\` from Pulumi.${localStack}.yaml, and set ` +
      "what they held again.",
  );
}
