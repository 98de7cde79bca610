import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certificates, leafCertificate } from "../certificates";
import { temporaryFolder } from "../cli/harness";
import { itOnPosix } from "../platform";
import { read, refusal } from "./read";

const { cert: own, key } = certificates.api;
const other = certificates.other.cert;

/** The path of a file with this text. */
function file(content: string): string {
  const path = join(temporaryFolder(), "authority.pem");
  writeFileSync(path, content);
  return path;
}

function problem(path: string): string | undefined {
  const [fault, ...more] = refusal({ target: "local", authorityFile: path }).faults;
  expect(more).toEqual([]);
  expect(fault).toMatchObject({ key: "authorityFile", fix: { action: "set", key: "authorityFile", value: "FILE" } });
  return fault!.problem;
}

describe("the key authorityFile", () => {
  it("has the certificates in a file, without what else is there", () => {
    const { authorityFile } = read({
      target: "local",
      authorityFile: file(`# The school's\n${own}${key}${other.replaceAll("\n", "\r\n")}`),
    });
    expect(authorityFile).toBe(`${own}${other.replaceAll("\n", "\r\n").trimEnd()}\n`);
    expect(authorityFile).not.toContain("PRIVATE KEY");
    expect(read({}).authorityFile).toBeUndefined();
  });

  it.each([
    ["a file without a certificate", key, "it has no certificate as PEM"],
    ["a certificate of a server", `${own}${leafCertificate}`, "certificate 2 of 2 is not that of an authority"],
    ["what only looks like one", own.replace(/MII/, "AAA"), "certificate 1 of 1 is not that of an authority"],
    ["a file that is too large", "x".repeat(1024 * 1024 + 1), "it is larger than 1024 KiB"],
  ])("refuses %s, and prints nothing of it", (_what, content, expected) => {
    expect(problem(file(content))).toBe(expected);
  });

  it("refuses a folder and what is not there", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "ca"));
    expect(problem(join(folder, "ca"))).toBe("it is not a file");
    expect(problem(join(folder, "none.pem"))).toMatch(/^there is no such file in /);
  });

  itOnPosix("a device is not found by a path", "refuses a device", () => {
    expect(problem("/dev/zero")).toBe("it is not a file");
  });
});
