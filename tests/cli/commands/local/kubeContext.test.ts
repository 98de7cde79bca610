import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileOfContext } from "../../../../cli/commands/local/kubeContext";
import type { Environment } from "../../../../cli/context";
import { errorOf } from "../../../errorOf";
import { UserError } from "../../../../lib/userError";
import { temporaryFolder } from "../../harness";

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

/** The path of a file with these bytes. */
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function kubeconfig(name: string, ...contexts: string[]): string {
  return file(name, JSON.stringify({ apiVersion: "v1", contexts: contexts.map((name) => ({ name })) }));
}

function find(context: string, KUBECONFIG?: string, kubeconfig?: string): string {
  return fileOfContext(context, { folder, env: { KUBECONFIG }, kubeconfig });
}

function refusal(context: string, env: Environment, kubeconfig?: string): string {
  return errorOf(UserError, () => fileOfContext(context, { folder, env, kubeconfig })).message;
}

describe("fileOfContext", () => {
  it("is the first of several files in KUBECONFIG that has the context", () => {
    const files = [kubeconfig("a", "kind-a"), kubeconfig("b", "kind-b", "both"), kubeconfig("c", "both", "kind-c")];
    const all = files.join(delimiter);
    expect(["kind-a", "kind-b", "kind-c", "both"].map((context) => find(context, all))).toEqual([
      files[0],
      files[1],
      files[2],
      files[1],
    ]);
  });

  it("passes over files of KUBECONFIG that are missing, broken, empty or no kubeconfig, and over empty names", () => {
    const good = kubeconfig("good", "kind-kind");
    const others = [
      join(folder, "none"),
      folder,
      file("broken", "contexts: [\n"),
      file("empty", ""),
      file("text", "kind-kind"),
      file("list", "- name: kind-kind\n"),
      file("null", "contexts:\n  -\n"),
      file("without", "apiVersion: v1\n"),
    ];
    expect(find("kind-kind", [...others, "", good, ""].join(delimiter))).toBe(good);
  });

  it("is the named file, by its path from the project's folder, whatever KUBECONFIG says", () => {
    const other = kubeconfig("other", "kind-kind");
    const named = kubeconfig("school.yaml", "kind-kind");
    expect(find("kind-kind", other, named)).toBe(named);
    expect(find("kind-kind", other, "school.yaml")).toBe(named);
  });

  it("says which contexts the named file has", () => {
    const named = kubeconfig("school.yaml", "kind-a", "kind-b");
    expect(refusal("kind-kind", { KUBECONFIG: kubeconfig("other", "kind-kind") }, named)).toBe(
      `There is no context kind-kind in ${named}. There are: kind-a, kind-b.`,
    );
  });

  it("says in which files it looked, and which contexts they have", () => {
    const files = [kubeconfig("a", "kind-a"), join(folder, "none"), kubeconfig("b", "kind-b")];
    expect(refusal("kind", { KUBECONFIG: ["", ...files, ""].join(delimiter) })).toBe(
      `There is no context kind in ${files.join(", ")}. There are: kind-a, kind-b.`,
    );
  });

  it.each([undefined, "", delimiter])("looks into the home folder's own file if KUBECONFIG is %j", (KUBECONFIG) => {
    expect(refusal("kind", { KUBECONFIG, HOME: folder })).toBe(
      `There is no context kind in ${join(folder, ".kube", "config")}. There is none.`,
    );
    // Whoever runs the tests may have contexts there.
    expect(refusal("no such context", { KUBECONFIG })).toContain(` in ${join(homedir(), ".kube", "config")}. `);
  });

  it.each([
    ["is missing", undefined],
    ["is not YAML", "contexts: [\n"],
    ["has no context", "contexts: []\n"],
  ])("says that there is none if the named file %s", (_what, content) => {
    const named = content === undefined ? join(folder, "none") : file("school.yaml", content);
    expect(refusal("kind-kind", {}, named)).toBe(`There is no context kind-kind in ${named}. There is none.`);
  });
});
