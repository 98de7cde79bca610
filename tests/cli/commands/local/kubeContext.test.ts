import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { fileOfContext } from "../../../../cli/commands/local/kubeContext";
import { projectFolder } from "../../../../config/stackConfig";
import { errorOf } from "../../../errorOf";
import { UserError } from "../../../../lib/userError";

const own = process.env["KUBECONFIG"];
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "kube-")));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  if (own === undefined) delete process.env["KUBECONFIG"];
  else process.env["KUBECONFIG"] = own;
});

/** The path of a file with these bytes. */
function file(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

function kubeconfig(name: string, ...contexts: string[]): string {
  return file(name, JSON.stringify({ apiVersion: "v1", contexts: contexts.map((name) => ({ name })) }));
}

function refusal(context: string, path?: string): string {
  return errorOf(UserError, () => fileOfContext(context, path)).message;
}

describe("fileOfContext", () => {
  it("is the one of several files in KUBECONFIG that has the context, the first if two have", () => {
    const files = [kubeconfig("a", "kind-a"), kubeconfig("b", "kind-b", "both"), kubeconfig("c", "both", "kind-c")];
    process.env["KUBECONFIG"] = files.join(delimiter);
    expect(["kind-a", "kind-b", "kind-c", "both"].map((context) => fileOfContext(context, undefined))).toEqual([
      files[0],
      files[1],
      files[2],
      files[1],
    ]);
  });

  it("passes over files of KUBECONFIG that are not there, broken, empty or no kubeconfig, and over no name at all", () => {
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
    process.env["KUBECONFIG"] = [...others, "", good, ""].join(delimiter);
    expect(fileOfContext("kind-kind", undefined)).toBe(good);
  });

  it("is the file that is named, by its path from the project's folder, whatever KUBECONFIG says", () => {
    process.env["KUBECONFIG"] = kubeconfig("other", "kind-kind");
    const named = kubeconfig("school.yaml", "kind-kind");
    expect(fileOfContext("kind-kind", named)).toBe(named);
    const cwd = process.cwd();
    // Deeper than the project, so that the path means something else from there.
    mkdirSync(join(folder, "a", "b", "c", "d"), { recursive: true });
    process.chdir(join(folder, "a", "b", "c", "d"));
    try {
      expect(fileOfContext("kind-kind", relative(projectFolder, named))).toBe(named);
    } finally {
      process.chdir(cwd);
    }
  });

  it("says which contexts there are in the file that is named", () => {
    const named = kubeconfig("school.yaml", "kind-a", "kind-b");
    process.env["KUBECONFIG"] = kubeconfig("other", "kind-kind");
    expect(refusal("kind-kind", named)).toBe(`There is no context kind-kind in ${named}. There are: kind-a, kind-b.`);
  });

  it("says in which files it looked, and which contexts are in any of them", () => {
    const files = [kubeconfig("a", "kind-a"), join(folder, "none"), kubeconfig("b", "kind-b")];
    process.env["KUBECONFIG"] = ["", ...files, ""].join(delimiter);
    expect(refusal("kind")).toBe(`There is no context kind in ${files.join(", ")}. There are: kind-a, kind-b.`);
  });

  it.each([undefined, "", delimiter])("looks into the home's own file where KUBECONFIG is %j", (value) => {
    if (value === undefined) delete process.env["KUBECONFIG"];
    else process.env["KUBECONFIG"] = value;
    const usual = join(homedir(), ".kube", "config");
    // Who runs the tests may have contexts there.
    expect(refusal("no such context")).toMatch(
      new RegExp(`^There is no context no such context in ${usual}\\. There `),
    );
  });

  it.each([
    ["is not there", undefined],
    ["is no YAML", "contexts: [\n"],
    ["has no context", "contexts: []\n"],
  ])("says that there is none where the file that is named %s", (_what, content) => {
    const named = content === undefined ? join(folder, "none") : file("school.yaml", content);
    expect(refusal("kind-kind", named)).toBe(`There is no context kind-kind in ${named}. There is none.`);
  });
});
