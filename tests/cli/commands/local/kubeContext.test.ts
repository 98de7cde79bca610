import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import { fileOfContext, removeMerged } from "../../../../cli/commands/local/kubeContext";
import type { Environment } from "../../../../cli/context";
import { errorOf } from "../../../errorOf";
import { UserError } from "../../../../lib/userError";
import { itOnPosix, noModes } from "../../../platform";
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

const choose = "Name one of them: `npm run local:pulumi -- config set kubeContext <context>`";
const nameFile = "Name the file that has it: `npm run local:pulumi -- config set kubeconfig <file>`";

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
      `There is no context kind-kind in ${named}. There are: kind-a, kind-b. ${choose}`,
    );
  });

  it("says in which files it looked, and which contexts they have", () => {
    const files = [kubeconfig("a", "kind-a"), join(folder, "none"), kubeconfig("b", "kind-b")];
    expect(refusal("kind", { KUBECONFIG: ["", ...files, ""].join(delimiter) })).toBe(
      `There is no context kind in ${files.join(", ")}. There are: kind-a, kind-b. ${choose}`,
    );
  });

  it.each([undefined, "", delimiter])("looks into the home folder's own file if KUBECONFIG is %j", (KUBECONFIG) => {
    expect(refusal("kind", { KUBECONFIG, HOME: folder })).toBe(
      `There is no context kind in ${join(folder, ".kube", "config")}. There is none. ${nameFile}`,
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
    expect(refusal("kind-kind", {}, named)).toBe(
      `There is no context kind-kind in ${named}. There is none. ${nameFile}`,
    );
  });

  describe("of which several files have a part", () => {
    const cluster = { name: "school", cluster: { server: "https://10.0.0.5:6443", "certificate-authority": "ca.pem" } };
    const context = { name: "school", context: { cluster: "school", user: "kim", namespace: "default" } };
    const exec = { command: "./bin/login", args: ["ca.pem"] };
    const user = { name: "kim", user: { "client-key": "/keys/kim", exec } };
    const part = (name: string, content: object) => file(name, JSON.stringify({ apiVersion: "v1", ...content }));

    it("is a file of the lab's own, as kubectl puts them together, with paths that are right there", () => {
      const clusters = { clusters: [cluster], users: [{ name: "lee", user: {} }] };
      const files = [part("a", { contexts: [context] }), part("b", clusters), part("c", { users: [user] })];
      const found = find("school", files.join(delimiter));
      expect(found).toBe(join(folder, ".local", "kubeconfig.yaml"));
      expect(parse(readFileSync(found, "utf8"))).toEqual({
        apiVersion: "v1",
        kind: "Config",
        contexts: [context],
        clusters: [
          { name: "school", cluster: { ...cluster.cluster, "certificate-authority": join(folder, "ca.pem") } },
        ],
        users: [
          {
            name: "kim",
            user: { "client-key": resolve(folder, "/keys/kim"), exec: { ...exec, command: join(folder, "bin/login") } },
          },
        ],
      });
      removeMerged(folder);
      expect(existsSync(found)).toBe(false);
    });

    it("has what the first file says of a name", () => {
      const other = { name: "school", cluster: { server: "https://other:6443" } };
      const files = [part("a", { clusters: [other] }), part("b", { contexts: [context], clusters: [cluster] })];
      expect(parse(readFileSync(find("school", files.join(delimiter)), "utf8")).clusters).toEqual([other]);
    });

    it("is the file itself if that has all, or what is missing is nowhere", () => {
      const whole = part("whole", { contexts: [context], clusters: [cluster], users: [user] });
      expect(find("school", [whole, part("more", { users: [user] })].join(delimiter))).toBe(whole);
      const alone = part("alone", { contexts: [context] });
      expect(find("school", alone)).toBe(alone);
    });

    itOnPosix(noModes, "is readable by the user alone, also if an earlier one was not", () => {
      const files = [part("a", { contexts: [context] }), part("b", { clusters: [cluster] })].join(delimiter);
      const found = find("school", files);
      chmodSync(found, 0o644);
      expect(statSync(find("school", files)).mode & 0o777).toBe(0o600);
    });
  });
});
