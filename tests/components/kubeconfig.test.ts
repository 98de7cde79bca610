import { parse } from "yaml";
import { kubeconfigOf } from "../../components/kubeconfig";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const access = {
  lab: "petshop/dev",
  server: "https://10.0.0.5:6443",
  authority: base64("an authority\n"),
  user: "kim",
  credentials: { token: "a-token" },
};

interface Kubeconfig {
  readonly clusters: readonly { name: string; cluster: object }[];
  readonly users: readonly { name: string; user: object }[];
  readonly contexts: readonly { name: string; context: { cluster: string; user: string; namespace?: string } }[];
  readonly "current-context": string;
}

/** Every name in a kubeconfig as a reader of YAML 1.1 finds it, such as kubectl. */
function namesIn(text: string): unknown[] {
  const { clusters, users, contexts, ...rest } = parse(text, { version: "1.1" }) as Kubeconfig;
  return [...clusters, ...users, ...contexts].map(({ name }) => name).concat(rest["current-context"]);
}

describe("kubeconfigOf", () => {
  it("is for one server and one user, and its names have the lab, the cluster's fingerprint and the user", () => {
    expect(parse(kubeconfigOf(access))).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "petshop/dev-3e61c9",
          cluster: { server: access.server, "certificate-authority-data": access.authority },
        },
      ],
      users: [{ name: "kim@petshop/dev-3e61c9", user: { token: "a-token" } }],
      contexts: [
        { name: "kim@petshop/dev-3e61c9", context: { cluster: "petshop/dev-3e61c9", user: "kim@petshop/dev-3e61c9" } },
      ],
      "current-context": "kim@petshop/dev-3e61c9",
    });
  });

  it("names the namespace in which commands work that name none", () => {
    const { contexts } = parse(kubeconfigOf({ ...access, namespace: "student-kim" })) as Kubeconfig;
    expect(contexts[0]!.context.namespace).toBe("student-kim");
  });

  it.each([
    ["another student", { user: "lee" }],
    ["another stack", { lab: "petshop/local" }],
    ["another project", { lab: "zoo/dev" }],
    ["a hyphen elsewhere", { lab: "petshop-dev/a" }],
    ["another cluster of a lab of the same name", { authority: base64("another authority") }],
  ])("has no user and no context in common with the kubeconfig of %s", (_what, other) => {
    const [, ...own] = namesIn(kubeconfigOf(access));
    const [, ...others] = namesIn(kubeconfigOf({ ...access, ...other }));
    expect(own.filter((name) => others.includes(name))).toEqual([]);
  });

  it("has the same names again for the same cluster, whose authority may come with other white space around it", () => {
    const again = kubeconfigOf({ ...access, authority: base64("an authority") });
    expect(namesIn(again)).toEqual(namesIn(kubeconfigOf(access)));
  });

  it.each(["no", "on", "y", "7", "true", "null", "1e3", "0x1f", "12-30", "1-000"])(
    "keeps the student %s and the namespace %s texts for a reader of YAML 1.1",
    (word) => {
      const text = kubeconfigOf({ ...access, user: word, lab: word, namespace: word, credentials: { token: word } });
      const cluster = `${word}-3e61c9`;
      const name = `${word}@${cluster}`;
      expect(namesIn(text)).toEqual([cluster, name, name, name]);
      const { users, contexts } = parse(text, { version: "1.1" }) as Kubeconfig;
      expect(users[0]!.user).toEqual({ token: word });
      expect(contexts[0]!.context).toEqual({ cluster, namespace: word, user: name });
    },
  );
});
