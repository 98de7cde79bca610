import type { Whoami } from "../../app/types";
import { waitUntil } from "../waiting";
import { Kube, isReady, nameOf, spread } from "./kube";
import { LocalLab } from "./lab";
import { fetchPage } from "../../cli/fetchPage";

const report = (text: string) => process.stdout.write(`tests/local: ${text}\n`);

/** Runs something. @returns the seconds that it took */
async function timed(run: () => Promise<unknown>): Promise<string> {
  const begun = performance.now();
  await run();
  return ((performance.now() - begun) / 1000).toFixed(1);
}

const nodes = ["lab-agent-1", "lab-agent-2", "lab-agent-3", "lab-server"];
const onePerNode = Object.fromEntries(nodes.map((node) => [node, 1]));

describe("the local lab on a real Docker engine, as the rehearsal declares it", () => {
  let lab: LocalLab;
  let kube: Kube;

  beforeAll(async () => {
    lab = await LocalLab.prepare();
  });

  afterAll(() => lab?.down());

  const waitForFourNodes = () => waitUntil("four nodes are Ready", async () => (await kube.readyNodes()).length === 4);
  const pods = () => kube.pods("lab", "app.kubernetes.io/name=app");
  const waitForOnePodPerNode = () =>
    waitUntil(
      "one ready pod is on each node",
      async () =>
        JSON.stringify(Object.entries(spread(await pods())).sort()) === JSON.stringify(Object.entries(onePerNode)),
    );
  const whoami = async () => JSON.parse(await fetchPage(`${lab.appUrl}/api/whoami`)) as Whoami;

  /** Sends requests until each of four ready pods has answered. */
  const waitForEachPodToAnswer = async () => {
    const seen = new Set<string>();
    const allSeen = async () => {
      seen.add((await whoami()).pod);
      const names = (await pods()).filter(isReady).map(nameOf);
      return names.length === 4 && names.every((name) => seen.has(name));
    };
    await waitUntil("each of four ready pods answers", allSeen);
  };

  it("has four Ready nodes once its containers are healthy", async () => {
    const seconds = await timed(() => lab.up());
    kube = new Kube((await lab.rehearse()).kubeconfig!);
    await waitForFourNodes();
    report(`four nodes Ready ${seconds} s after the first container was created`);
    expect(await kube.readyNodes()).toEqual(nodes);
  });

  it("has kubelets that renew their lease four times before their node counts as lost", async () => {
    const leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
    let seconds: number[] = [];
    // A kubelet creates its lease a moment after its node is Ready.
    await waitUntil("each node has a lease", async () => {
      const { items } = await kube.get<{ items: { spec: { leaseDurationSeconds: number } }[] }>(leases);
      seconds = items.map(({ spec }) => spec.leaseDurationSeconds);
      return seconds.length === 4;
    });
    // The kubelet renews a lease after a quarter of its duration.
    expect(seconds).toEqual([12, 12, 12, 12]);
  });

  it("has the app's image in its registry after a push", async () => {
    let digest = "";
    const seconds = await timed(async () => (digest = await lab.pushApp()));
    report(`image built and pushed in ${seconds} s`);
    expect(digest).toMatch(new RegExp(`^localhost:${lab.config["registryPort"]}/app@sha256:[0-9a-f]{64}$`));
  });

  it("runs one pod on each node once the objects are applied, with the image from the lab's registry", async () => {
    const { objects } = await lab.rehearse();
    const seconds = await timed(async () => {
      for (const object of objects) await kube.apply(object);
      await waitForOnePodPerNode();
    });
    report(`one ready pod on each of four nodes ${seconds} s after the first object was applied`);
    expect(spread(await pods())).toEqual(onePerNode);
  });

  it("answers requests to 127.0.0.1 with every pod", async () => {
    await waitForEachPodToAnswer();
    expect(await fetchPage(lab.appUrl)).toContain("<title>Container lab</title>");
    const memory = Object.entries(await lab.memory()).map(([name, mebibytes]) => `${name} ${mebibytes} MiB`);
    report(`memory: ${memory.join(", ")}`);
  });

  it("publishes its ports on the loopback address only", async () => {
    const containers = await lab.docker.listContainers({ filters: { label: ["lab=azure-container-lab"] } });
    const published = containers.flatMap(({ Ports }) => Ports.filter(({ PublicPort: port }) => port !== undefined));
    expect(new Set(published.map(({ IP }) => IP))).toEqual(new Set(["127.0.0.1"]));
    expect(published.map(({ PublicPort: port }) => port).sort()).toEqual(
      ["registryPort", "apiPort", "appPort"].map((key) => Number(lab.config[key])).sort(),
    );
  });

  it("replaces the pod of a stopped agent, and has four Ready nodes after the agent is started", async () => {
    const lost = timed(async () => {
      await lab.stopNode("lab-agent-2");
      await waitUntil("it is not Ready", async () => !(await kube.readyNodes()).includes("lab-agent-2"));
    });
    report(`lab-agent-2 NotReady ${await lost} s after it was stopped`);
    const replaced = await timed(() =>
      waitUntil("four pods are ready elsewhere", async () => {
        const { "lab-agent-2": _lost, ...others } = spread(await pods());
        return Object.values(others).reduce((sum, count) => sum + count, 0) === 4;
      }),
    );
    report(`its pod runs elsewhere ${replaced} s later`);
    const back = await timed(async () => {
      await lab.startNode("lab-agent-2");
      await waitForFourNodes();
      await waitUntil("it is healthy", async () => (await lab.health("lab-agent-2")) === "healthy");
    });
    report(`lab-agent-2 Ready again ${back} s after it was started`);
    expect(await kube.readyNodes()).toEqual(nodes);
  });

  it("is the same cluster after a restart of its server", async () => {
    const before = (await kube.core.readNamespace({ name: "kube-system" })).metadata?.uid;
    const seconds = await timed(async () => {
      await lab.docker.getContainer("lab-server").restart();
      await waitUntil("the server is healthy", async () => (await lab.health("lab-server")) === "healthy");
      await waitForFourNodes();
      await waitUntil("the app answers", () => fetchPage(lab.appUrl));
    });
    report(`the lab works ${seconds} s after the server was restarted`);
    expect((await kube.core.readNamespace({ name: "kube-system" })).metadata?.uid).toBe(before);
    await waitForEachPodToAnswer();
  });

  it("works again with the same addresses after all containers were stopped and started", async () => {
    const containers = await lab.docker.listContainers({ filters: { label: ["lab=azure-container-lab"] } });
    const seconds = await timed(async () => {
      await Promise.all(containers.map(({ Id }) => lab.docker.getContainer(Id).stop()));
      await Promise.all(containers.map(({ Id }) => lab.docker.getContainer(Id).start()));
      await waitForFourNodes();
      await waitUntil("the app answers", () => fetchPage(lab.appUrl));
    });
    report(`the lab works ${seconds} s after everything was stopped and started`);
    const addresses = (await kube.nodes()).map(({ metadata, status }) => [
      metadata?.name,
      status?.addresses?.find(({ type }) => type === "InternalIP")?.address,
    ]);
    expect(Object.fromEntries(addresses)).toEqual({
      "lab-server": "10.150.0.10",
      "lab-agent-1": "10.150.0.11",
      "lab-agent-2": "10.150.0.12",
      "lab-agent-3": "10.150.0.13",
    });
  });

  it("leaves nothing behind when it is removed", async () => {
    const seconds = await timed(() => lab.down());
    report(`removed in ${seconds} s`);
    expect(await lab.leftovers()).toEqual([]);
  });
});
