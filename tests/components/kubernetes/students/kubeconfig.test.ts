import { kubeconfigOf } from "../../../../components/kubeconfig";
import { studentKubeconfig } from "../../../../components/kubernetes/students/kubeconfig";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const access = {
  lab: "petshop/dev",
  server: "https://10.0.0.5:6443",
  namespace: "student-kim",
  user: "kim",
  data: { token: base64("a-token"), "ca.crt": base64("an authority"), namespace: base64("students") },
};

describe("studentKubeconfig", () => {
  it("is for one server, one namespace and one account, and trusts the authority that came with the token", () => {
    const { data, ...others } = access;
    expect(studentKubeconfig(access)).toBe(
      kubeconfigOf({ ...others, authority: data["ca.crt"], credentials: { token: "a-token" } }),
    );
  });

  it.each([
    ["no token", { "ca.crt": "" }],
    ["an empty token", { ...access.data, token: "" }],
    ["no authority", { token: access.data.token }],
    ["nothing", {}],
  ])("says how to go on when the cluster has reported %s yet", (_what, data) => {
    expect(() => studentKubeconfig({ ...access, data })).toThrow(
      "The cluster has not created a token for kim yet. Run `npm run pulumi -- refresh --stack stack`, then " +
        "`npm run pulumi -- up --stack stack` again.",
    );
  });
});
