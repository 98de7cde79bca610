import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";
import { LocalState, backendUrl } from "../../../../../cli/commands/local/state/localState";
import { itOnPosix, noModes } from "../../../../platform";
import { errorOf } from "../../../../errorOf";
import { UserError } from "../../../../../lib/userError";

const salt = "encryptionsalt: v1:c2FsdA==:v1:bm9uY2U=:c2VjcmV0\n";
const stackFile = "# The lab on this machine.\nconfig:\n  target: local # not Azure\n";

let folder: string;
let state: LocalState;

const path = (...parts: string[]) => join(folder, ...parts);
const modeOf = (...parts: string[]) => (statSync(path(...parts)).mode & 0o777).toString(8);
const text = (...parts: string[]) => readFileSync(path(...parts), "utf8");
const write = (file: string, content: string) => writeFileSync(path(file), content);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "state-"));
  state = new LocalState(folder);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A line with a salt, as Pulumi makes it for a passphrase. */
function saltOf(passphrase: string): string {
  const [salt, nonce] = [randomBytes(8), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", pbkdf2Sync(passphrase, salt, 1_000_000, 32, "sha256"), nonce);
  const sealed = Buffer.concat([cipher.update("pulumi"), cipher.final(), cipher.getAuthTag()]);
  return `encryptionsalt: v1:${salt.toString("base64")}:v1:${nonce.toString("base64")}:${sealed.toString("base64")}\n`;
}

describe("the address of the state", () => {
  it.each([
    ["/home/kim/lab/.local", false, "file:///home/kim/lab/.local"],
    ["/tmp/100% 쿠버 #1?/.local", false, "file:///tmp/100%25%20%EC%BF%A0%EB%B2%84%20%231%3F/.local"],
    ["C:\\users\\100% 쿠버 #1\\.local", true, "file://C:/users/100%25%20%EC%BF%A0%EB%B2%84%20%231/.local"],
  ])("of %s has every sign encoded", (folder, windows, address) => {
    expect(backendUrl(folder, windows)).toBe(address);
  });
});

describe("the folder of Pulumi's state", () => {
  itOnPosix(noModes, "is made so that only the user can read it", () => {
    state.prepare();
    expect([modeOf(".local"), modeOf(".local", "passphrase")]).toEqual(["700", "600"]);
  });

  it("is made with a passphrase", () => {
    state.prepare();
    // 24 bytes.
    expect(text(".local", "passphrase")).toMatch(/^[\w-]{32}$/);
  });

  it("keeps its passphrase", () => {
    state.prepare();
    const passphrase = text(".local", "passphrase");
    state.prepare();
    new LocalState(folder).prepare();
    expect(text(".local", "passphrase")).toBe(passphrase);
  });

  it("has a passphrase that no other has", () => {
    const other = path("other");
    mkdirSync(other);
    state.prepare();
    new LocalState(other).prepare();
    expect(text(".local", "passphrase")).not.toBe(text("other", ".local", "passphrase"));
  });

  it("exists once Pulumi has been here, and not before", () => {
    expect(state.exists()).toBe(false);
    state.prepare();
    expect(state.exists()).toBe(false);
    mkdirSync(path(".local", ".pulumi"));
    expect(state.exists()).toBe(true);
  });

  it("makes no new passphrase for a state whose own is gone", () => {
    mkdirSync(path(".local", ".pulumi"), { recursive: true });
    expect(errorOf(UserError, () => state.prepare()).message).toBe(
      ".local/passphrase is gone, and without it nobody can read the secrets of the lab in .local.\n" +
        "Put it back; or delete the folder .local, and `npm run local:down` lists how the rest is removed.",
    );
    expect(existsSync(path(".local", "passphrase"))).toBe(false);
  });

  it("is all that Pulumi is pointed to, without what it would prefer to the passphrase's file", () => {
    const given = {
      PATH: "/bin",
      PULUMI_CONFIG_PASSPHRASE: "hunter2",
      PULUMI_CONFIG_PASSPHRASE_FILE: "/elsewhere",
      PULUMI_ACCESS_TOKEN: "pul-1",
      PULUMI_BACKEND_URL: "https://api.pulumi.com",
      PULUMI_STACK: "dev",
    };
    expect(state.environment(given)).toEqual({
      PATH: "/bin",
      PULUMI_BACKEND_URL: backendUrl(join(folder, ".local")),
      PULUMI_CONFIG_PASSPHRASE_FILE: path(".local", "passphrase"),
      PULUMI_STACK: "local",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_SUPPRESS_NEO_LINK: "true",
    });
  });
});

describe("the salt", () => {
  const file = "Pulumi.local.yaml";

  /** What the stack's file holds while something runs on it, and afterwards. */
  async function during(run: () => void = () => undefined) {
    const seen = await state.withSalt(() => {
      const before = text(file);
      run();
      return Promise.resolve(before);
    });
    return { seen, after: text(file) };
  }

  beforeEach(() => {
    state.prepare();
    write(file, stackFile);
  });

  it("is kept from the first run, in which Pulumi puts it into the stack's file, and taken out of that", async () => {
    await expect(during(() => write(file, stackFile + salt))).resolves.toEqual({ seen: stackFile, after: stackFile });
    expect(text(".local", "salt")).toBe(salt);
  });

  itOnPosix(noModes, "is kept where only the user can read it", async () => {
    await during(() => write(file, stackFile + salt));
    expect(modeOf(".local", "salt")).toBe("600");
  });

  it("is put in at each later run, and taken out again", async () => {
    write(".local/salt", salt);
    await expect(during()).resolves.toEqual({ seen: stackFile + salt, after: stackFile });
    await expect(during()).resolves.toEqual({ seen: stackFile + salt, after: stackFile });
    expect(text(".local", "salt")).toBe(salt);
  });

  it("is put on a line of its own if the last line has no end", async () => {
    write(".local/salt", salt);
    const unended = stackFile.trimEnd();
    write(file, unended);
    await expect(during()).resolves.toEqual({ seen: `${unended}\n${salt}`, after: `${unended}\n` });
  });

  it("leaves no file if there was none", async () => {
    write(".local/salt", salt);
    rmSync(path(file));
    await state.withSalt(() => Promise.resolve());
    expect(existsSync(path(file))).toBe(false);
  });

  it.each([
    ["comes first", salt + stackFile],
    ["is in the middle", `# The lab on this machine.\n${salt}config:\n  target: local # not Azure\n`],
  ])("is taken out if it %s, and the rest of the file is byte for byte the same", async (_where, content) => {
    await expect(during(() => write(file, content))).resolves.toEqual({ seen: stackFile, after: stackFile });
    expect(text(".local", "salt")).toBe(salt);
  });

  it("leaves lines of Windows, comments and letters of all kinds as they are", async () => {
    const windows = "\ufeff# 수업\r\n\r\nconfig:\r\n  a:owner: 김민수   # kim\r\n  # encryptionsalt: v1:no\r\n\r\n";
    write(file, windows);
    write(".local/salt", salt);
    await expect(during()).resolves.toEqual({ seen: windows + salt, after: windows });
    await expect(during(() => write(file, windows + salt.replace("\n", "\r\n")))).resolves.toMatchObject({
      after: windows,
    });
    expect(text(".local", "salt")).toBe(salt);
  });

  it("keeps what Pulumi wrote into the file meanwhile", async () => {
    write(".local/salt", salt);
    const changed = `${stackFile}  nodeCount: 3\n`;
    await expect(during(() => write(file, changed + salt))).resolves.toMatchObject({ after: changed });
  });

  it("is the newer one if Pulumi made another", async () => {
    write(".local/salt", salt);
    const other = "encryptionsalt: v1:b3RoZXI=:v1:bm9uY2U=:c2VjcmV0\n";
    await expect(during(() => write(file, stackFile + other))).resolves.toMatchObject({ after: stackFile });
    expect(text(".local", "salt")).toBe(other);
  });

  it.each([
    ["a key", `${stackFile}  owner:\n    secure: v1:abc\n`],
    ["an item of a list", `${stackFile}  students:\n    - secure: v1:abc\n`],
  ])("stays in a file that keeps %s secret by it, and is put in once only", async (_what, secret) => {
    await expect(during(() => write(file, secret + salt))).resolves.toMatchObject({ after: secret + salt });
    await expect(during()).resolves.toEqual({ seen: secret + salt, after: secret + salt });
    expect(text(".local", "salt")).toBe(salt);
  });

  it("goes once nothing in the file is secret by it", async () => {
    write(".local/salt", salt);
    write(file, `${stackFile}  owner:\n    secure: v1:abc\n${salt}`);
    await expect(during(() => write(file, stackFile + salt))).resolves.toMatchObject({ after: stackFile });
  });

  it("is taken out of a file in which a run that was killed left it, and kept", async () => {
    const own = saltOf(text(".local", "passphrase"));
    write(file, stackFile + own);
    await expect(during()).resolves.toEqual({ seen: stackFile + own, after: stackFile });
    expect(text(".local", "salt")).toBe(own);
  });

  it.each([
    ["there is none of its own", "", ""],
    [
      "another is its own",
      "encryptionsalt: v1:b3Rlcg==:v1:bm9uY2U=:c2VjcmV0\n",
      "encryptionsalt: v1:b3Rlcg==:v1:bm9uY2U=:c2VjcmV0\n",
    ],
  ])("of a state that was deleted is taken out if %s", async (_case, kept, seen) => {
    if (kept !== "") write(".local/salt", kept);
    write(file, stackFile + saltOf("the passphrase of another folder"));
    await expect(during()).resolves.toEqual({ seen: stackFile + seen, after: stackFile });
  });

  it("of a state that was deleted is not taken from secrets, which nobody could read then", async () => {
    const content = `${stackFile}  owner:\n    secure: v1:abc\n${saltOf("the passphrase of another folder")}`;
    write(file, content);
    await expect(during()).rejects.toThrow(
      "Pulumi.local.yaml keeps secrets that were encrypted with another passphrase than the one in .local/passphrase. Put that " +
        "passphrase back; or remove the lines with `secure:` and the line `encryptionsalt:` from Pulumi.local.yaml, and set what they " +
        "held again.",
    );
    expect(text(file)).toBe(content);
  });

  it("is taken out if what runs fails, and passes its error on", async () => {
    write(".local/salt", salt);
    await expect(state.withSalt(() => Promise.reject(new Error("no quota")))).rejects.toThrow("no quota");
    expect(text(file)).toBe(stackFile);
  });

  it("is nowhere if Pulumi never made one", async () => {
    await expect(during()).resolves.toEqual({ seen: stackFile, after: stackFile });
    expect(existsSync(path(".local", "salt"))).toBe(false);
  });

  it("needs no stack's file", async () => {
    rmSync(path(file));
    await expect(state.withSalt(() => Promise.resolve("done"))).resolves.toBe("done");
    expect(existsSync(path(file))).toBe(false);
  });
});
