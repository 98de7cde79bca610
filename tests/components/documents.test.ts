import { parse } from "yaml";
import { hostCloudInit } from "../../components/azure/dockerHost/cloudInit";
import { parseGoYaml } from "../../lib/goYaml";
import type { Inputs } from "../../simulator";
import { valueOf } from "../lab";
import { labWith } from "./wholeLab";

/** Names that YAML 1.1 takes for something other than text. */
const students = ["no", "on", "y", "1e3", "0x1f", "7"];

/** Every YAML document that the lab writes for other programs, by what it is. */
async function documents(): Promise<[string, string][]> {
  const { resources, result } = await labWith({ target: "local", students: JSON.stringify(students) });
  const uploads = resources.flatMap(({ inputs }) => (inputs["uploads"] ?? []) as Inputs[]);
  const files = uploads.filter(({ file }) => /\.(yaml|conf)$/.test(String(file)));
  return [
    ["cloud-init", hostCloudInit("no")],
    ["the administrator's kubeconfig", await valueOf(result.kubeconfig!)],
    ...Object.entries(await valueOf(result.students!)).map(([label, text]): [string, string] => [label, text]),
    ...files.map(({ file, content }): [string, string] => [String(file), String(content)]),
  ];
}

describe("the documents that the lab writes for other programs", () => {
  it("say the same to readers of YAML 1.1, of YAML 1.2 and of Go's mix of both", async () => {
    const all = await documents();
    expect(new Set(all.map(([what]) => what))).toEqual(
      new Set([
        ...["cloud-init", "the administrator's kubeconfig", ...students],
        ...["/etc/rancher/k3s/registries.yaml", "/etc/rancher/k3s/kubelet.conf.d/lab.conf"],
      ]),
    );
    const read = (options: object) => all.map(([what, text]) => [what, parse(text, options) as unknown]);
    const plain = read({});
    expect(read({ version: "1.1" })).toEqual(plain);
    expect(all.map(([what, text]) => [what, parseGoYaml(text).value])).toEqual(plain);
  });
});
