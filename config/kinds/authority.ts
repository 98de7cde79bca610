import { X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { homePath } from "../../lib/homePath";
import type { Kind } from "../kinds";
import { projectFolder } from "../projectFolder";

/** Of a file of certificates: as many as a system has, and no more. */
const mostBytes = 1024 * 1024;

const pem = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The path of a file with certificates of authorities; the value is these as PEM, without what else the file has. */
export const authorityFile: Kind<string> = {
  type: "string",
  schema: z.string().transform(certificatesIn),
  allowed: "the path of a file with certificates of authorities, as PEM",
  example: "./authority.pem",
  placeholder: "FILE",
};

/** @param path from the project's folder, from home, or absolute */
function certificatesIn(path: string, context: z.RefinementCtx): string {
  const read = readCertificates(resolve(projectFolder, homePath(path)));
  if ("pem" in read) return read.pem;
  context.addIssue({ code: "custom", message: read.problem });
  return z.NEVER;
}

function readCertificates(file: string): { pem: string } | { problem: string } {
  try {
    const stats = statSync(file);
    // A device or a pipe might never end.
    if (!stats.isFile()) return { problem: "it is not a file" };
    if (stats.size > mostBytes) return { problem: `it is larger than ${mostBytes / 1024} KiB` };
    const certificates = readFileSync(file, "utf8").match(pem) ?? [];
    if (certificates.length === 0) return { problem: "it has no certificate as PEM" };
    const wrong = certificates.findIndex((certificate) => !isAuthority(certificate));
    if (wrong >= 0)
      return { problem: `certificate ${wrong + 1} of ${certificates.length} is not that of an authority` };
    return { pem: `${certificates.join("\n")}\n` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: code === "ENOENT" ? `there is no such file in ${projectFolder}` : `it cannot be read (${code})` };
  }
}

function isAuthority(certificate: string): boolean {
  try {
    return new X509Certificate(certificate).ca;
  } catch {
    return false;
  }
}
