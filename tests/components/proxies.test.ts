import { parse } from "yaml";
import { containerProxies } from "../../components/proxies";
import { LocalTarget } from "../../components/local/target";
import type { Inputs } from "../../simulator";
import { labConfig, only, run } from "../lab";
import { image, labWith } from "./wholeLab";

const container = "docker:index/container:Container";
const variables = ["LAB_HTTP_PROXY", "LAB_HTTPS_PROXY", "LAB_NO_PROXY"] as const;

/** Runs something with the variables that the `lab` command sets. */
async function behind<T>(
  given: Partial<Record<(typeof variables)[number], string>>,
  build: () => Promise<T>,
): Promise<T> {
  Object.assign(process.env, given);
  try {
    return await build();
  } finally {
    for (const name of variables) delete process.env[name];
  }
}

const local = () => run(() => new LocalTarget(labConfig({ target: "local", nodeCount: "2" }), {}));

const schools = {
  LAB_HTTP_PROXY: "http://proxy.school.example:3128",
  LAB_HTTPS_PROXY: "http://proxy.school.example:3129",
  LAB_NO_PROXY: ".school.example,localhost",
};

/** All that the nodes reach without a proxy: themselves, each other, their registry, pods and Services. */
const ownPlaces =
  "localhost,127.0.0.0/8,::1,10.150.0.0/24,10.42.0.0/16,10.43.0.0/16,.svc,.cluster.local,lab-images,lab-server,lab-agent-1";

describe("containerProxies", () => {
  it("are none without the variables of the `lab` command, whatever the others", () => {
    expect(containerProxies({ HTTPS_PROXY: "http://x:1", LAB_NO_PROXY: "a" })).toBeUndefined();
  });

  it("have the nodes pull by them, from all but the lab's own places", async () => {
    const { resources } = await behind(schools, local);
    for (const name of ["server", "agent-1"]) {
      const { envs } = only(resources, container, name).inputs as { envs: string[] };
      expect(envs.filter((env) => env.includes("PROXY"))).toEqual([
        "CONTAINERD_HTTP_PROXY=http://proxy.school.example:3128",
        "CONTAINERD_HTTPS_PROXY=http://proxy.school.example:3129",
        `CONTAINERD_NO_PROXY=${ownPlaces},.school.example`,
      ]);
    }
  });

  it("exempt each name by which a node finds the registry", async () => {
    const { resources } = await behind(schools, local);
    const uploads = only(resources, container, "server").inputs["uploads"] as Inputs[];
    const { mirrors } = parse(
      uploads.find(({ file }) => file === "/etc/rancher/k3s/registries.yaml")!["content"] as string,
    );
    const hosts = Object.values(mirrors as Record<string, { endpoint: string[] }>).flatMap(({ endpoint }) =>
      endpoint.map((url) => new URL(url).hostname),
    );
    expect(hosts).toEqual(["lab-images"]);
    expect(ownPlaces.split(",")).toEqual(expect.arrayContaining(hosts));
  });

  it("are secret if they have a password, and only then", async () => {
    const envsOf = async (proxy: string) => {
      const { resources } = await behind({ LAB_HTTPS_PROXY: proxy }, local);
      return only(resources, container, "server").shownInputs["envs"];
    };
    expect(JSON.stringify(await envsOf("http://kim:hunter2@10.0.0.1:3128"))).not.toContain("hunter2");
    expect(JSON.stringify(await envsOf("http://10.0.0.1:3128"))).toContain("10.0.0.1:3128");
  });

  it.each(["azure", "local"])("are arguments of the image's build, with target %s", async (target) => {
    const { resources } = await behind(schools, () => labWith({ target }));
    expect(only(resources, image).inputs["build"]).toMatchObject({
      args: {
        HTTP_PROXY: "http://proxy.school.example:3128",
        HTTPS_PROXY: "http://proxy.school.example:3129",
        NO_PROXY: "localhost,127.0.0.0/8,::1,.school.example",
      },
    });
  });
});
