import { parse } from "yaml";
import { studentKubeconfig } from "../../../../components/kubernetes/students/kubeconfig";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const access = {
  server: "https://10.0.0.5:6443",
  namespace: "student-kim",
  user: "kim",
  data: { token: base64("a-token"), "ca.crt": base64("an authority"), namespace: base64("students") },
};

describe("studentKubeconfig", () => {
  it("is for one server, one namespace and one account, and trusts the authority that came with the token", () => {
    expect(parse(studentKubeconfig(access))).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "lab",
          cluster: { server: "https://10.0.0.5:6443", "certificate-authority-data": base64("an authority") },
        },
      ],
      users: [{ name: "kim", user: { token: "a-token" } }],
      contexts: [{ name: "student-kim", context: { cluster: "lab", namespace: "student-kim", user: "kim" } }],
      "current-context": "student-kim",
    });
  });

  it.each(["7", "true", "null", "1e3"])("keeps the user name %j a text, not a number or null", (user) => {
    expect(parse(studentKubeconfig({ ...access, user })).users[0].name).toBe(user);
  });

  it.each([
    ["no token", { "ca.crt": "" }],
    ["an empty token", { ...access.data, token: "" }],
    ["no authority", { token: access.data.token }],
    ["nothing", {}],
  ])("says how to go on when the cluster has reported %s yet", (_what, data) => {
    expect(() => studentKubeconfig({ ...access, data })).toThrow(
      "The cluster has not created a token for kim yet. Run `pulumi refresh`, then `pulumi up` again.",
    );
  });
});
