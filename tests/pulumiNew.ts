import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, parseDocument } from "yaml";
import { copyTracked, copyWithCrlf, trackedFiles } from "./tracked";

/** Formed, since a fork's copy of this file must not have its name here. */
const placeholder = (name: string) => "$" + `{${name}}`;

export interface NewProject {
  readonly name: string;
  readonly description: string;
  /** Whether every line of text ends with CR and LF, as on Windows. */
  readonly crlf: boolean;
}

/**
 * Does what `pulumi new` does with this project as its template, until packages are installed, and what it then does with the stack `dev`:
 * pulumi/pulumi, `sdk/go/common/workspace/templates.go` and `pkg/cmd/pulumi/project/newcmd/new.go`. Compared with what the CLI of 3.248
 * wrote.
 */
export function pulumiNew(folder: string, project: NewProject): void {
  (project.crlf ? copyWithCrlf : copyTracked)(".", folder);
  const values = { PROJECT: project.name, DESCRIPTION: project.description };
  for (const file of trackedFiles(".")) replaceIn(join(folder, file), values);
  rewriteProjectFile(join(folder, "Pulumi.yaml"), project);
  rewriteStackFile(join(folder, "Pulumi.dev.yaml"), project);
}

/** A file with a zero byte at its beginning is not text. Bytes are read as Latin-1, so none is lost. */
function replaceIn(path: string, values: Readonly<Record<string, string>>): void {
  const bytes = readFileSync(path);
  if (bytes.subarray(0, 8000).includes(0)) return;
  let text = bytes.toString("latin1");
  for (const [name, value] of Object.entries(values)) {
    text = text.replaceAll(placeholder(name), Buffer.from(value).toString("latin1"));
  }
  const replaced = Buffer.from(text, "latin1");
  if (!replaced.equals(bytes)) writeFileSync(path, replaced);
}

function rewriteProjectFile(path: string, { name, description }: NewProject): void {
  const document = parseDocument(readFileSync(path, "utf8"));
  document.set("name", name);
  document.set("description", description);
  document.delete("template");
  document.setIn(["config", "pulumi:tags"], document.createNode({ value: { "pulumi:template": "lab" } }));
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}

/** A stack that is created gets a salt, and with it each key the project's name. */
function rewriteStackFile(path: string, { name }: NewProject): void {
  const document = parseDocument(readFileSync(path, "utf8"));
  const config = document.get("config");
  for (const { key } of isMap(config) ? config.items : []) (key as { value: string }).value = `${name}:${String(key)}`;
  document.set("encryptionsalt", "v1:57BlFV8MgR0=:v1:8EP+Bq3UzLG2dl/P:juNbogr+G8U5os2/w0+BlqCkiAkKtg==");
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}
