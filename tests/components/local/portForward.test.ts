import { portForwardCommand } from "../../../components/local/portForward";

describe("portForwardCommand", () => {
  it.each([
    [{}, "--context kind-kind"],
    [{ kubeconfigPath: "./school.yaml" }, "--kubeconfig ./school.yaml --context kind-kind"],
    [{ kubeconfigPath: "./our school.yaml" }, '--kubeconfig "./our school.yaml" --context kind-kind'],
    [{ kubeconfigPath: "./kim's; reboot" }, '--kubeconfig "./kim\'s; reboot" --context kind-kind'],
    [{ kubeconfigPath: "C:\\Users\\kim\\config" }, '--kubeconfig "C:\\Users\\kim\\config" --context kind-kind'],
    [{ context: "a;reboot" }, '--context "a;reboot"'],
    [{ context: "gke_p_z_n" }, "--context gke_p_z_n"],
    [
      { context: "arn:aws:eks:eu-west-1:000000000000:cluster/school" },
      "--context arn:aws:eks:eu-west-1:000000000000:cluster/school",
    ],
  ])("quotes for every shell what is given: %j", (given, words) => {
    const target = { context: "kind-kind", kubeconfigPath: undefined, appPort: 9000, ...given };
    expect(portForwardCommand(target, "shop", "default")).toBe(
      `kubectl ${words} --namespace default port-forward service/shop 9000:80`,
    );
  });

  it("says for which shells it is where they have no spelling in common", () => {
    const target = { context: "kind%kind", kubeconfigPath: "$(reboot)", appPort: 9000 };
    expect(portForwardCommand(target, "shop", "default")).toBe(
      "in bash or zsh: kubectl --kubeconfig '$(reboot)' --context 'kind%kind' --namespace default " +
        "port-forward service/shop 9000:80",
    );
  });
});
