import type { Fix, LabConfig } from "../../config";
import { configKeys } from "../../config/keys";
import { crossFaults } from "../../config/rules";
import { studentsOf } from "../../config/students";

const defaults = Object.fromEntries(
  Object.entries(configKeys).map(([key, { schema, default: value }]) => [key, schema.parse(value)]),
) as unknown as LabConfig;

function faultsWith(changed: Partial<LabConfig>) {
  return crossFaults({ ...defaults, ...changed });
}

/** Each key with its problem, and what mends it. */
function briefly(changed: Partial<LabConfig>): string[] {
  return faultsWith(changed).map(({ key, problem, fix }) => `${key}: ${problem}; ${briefFix(fix)}`);
}

function briefFix(fix: Fix): string {
  if (fix.action === "unset") return `unset ${fix.key}`;
  return fix.action === "set" ? `set ${fix.key} to ${JSON.stringify(fix.value).replaceAll('"', "")}` : fix.action;
}

describe("crossFaults", () => {
  it.each<[string, Partial<LabConfig>]>([
    ["the defaults", {}],
    ["ranges side by side", { podCidr: "10.0.0.0/17", serviceCidr: "10.0.128.0/17", hostCidr: "10.1.0.0/24" }],
    ["ranges right beside the nodes'", { podCidr: "10.240.0.0/16", hostCidr: "10.223.255.0/24" }],
    ["as many nodes as podCidr holds, with one for the upgrade", { podCidr: "10.244.0.0/21", nodeCount: 7 }],
    ["autoscaling that starts at its upper end", { nodeCount: 4, maxNodeCount: 4 }],
    ["a Windows pool with the last version that has its nodes", { windows: true, kubernetesVersion: "1.36" }],
    ["a Windows pool without Cilium", { windows: true, networkDataplane: "azure" }],
    ["an end at which the lab is deleted", { deleteAtEnd: true, endsAt: "2027-01-29T18:00:00+09:00" }],
    ["an image of any registry on the Internet", { image: "registry.example.com:5000/app:1" }],
    ["an image of Docker Hub", { image: "example/app:1" }],
    ["an end at which it is not", { endsAt: "2027-01-29T18:00:00+09:00" }],
    ["a newer version without a Windows pool", { kubernetesVersion: "1.37", networkDataplane: "cilium" }],
  ])("accepts %s", (_what, changed) => {
    expect(faultsWith(changed)).toEqual([]);
  });

  it.each<[Partial<LabConfig>, string]>([
    [
      { serviceCidr: "10.244.8.0/24" },
      "serviceCidr: it overlaps podCidr 10.244.0.0/16; set serviceCidr to 10.0.0.0/16",
    ],
    [{ hostCidr: "10.244.3.0/24" }, "hostCidr: it overlaps podCidr 10.244.0.0/16; set hostCidr to 10.100.0.0/24"],
    [{ hostCidr: "10.0.0.0/16" }, "hostCidr: it overlaps serviceCidr 10.0.0.0/16; set hostCidr to 10.100.0.0/24"],
    [{ podCidr: "10.232.0.0/16" }, "podCidr: it overlaps the nodes' range 10.224.0.0/12; set podCidr to 10.244.0.0/16"],
    [
      { hostCidr: "172.30.1.0/24" },
      "hostCidr: it overlaps 172.30.0.0/16, which AKS reserves; set hostCidr to 10.100.0.0/24",
    ],
    [
      { hostCidr: "192.0.0.0/16" },
      "hostCidr: it overlaps 192.0.2.0/24, which AKS reserves; set hostCidr to 10.100.0.0/24",
    ],
    [
      { podCidr: "10.0.0.0/16", serviceCidr: "10.0.0.0/16" },
      "podCidr: it overlaps serviceCidr 10.0.0.0/16; set podCidr to 10.244.0.0/16",
    ],
  ])("refuses ranges that overlap: %j", (changed, fault) => {
    expect(briefly(changed)).toEqual([fault]);
  });

  // Learn, "Azure Virtual Network FAQ": what no virtual network may have.
  it.each(["127.0.0.0/24", "224.0.0.0/24", "168.63.129.0/24"])("refuses hostCidr %s, as Azure does", (hostCidr) => {
    expect(faultsWith({ hostCidr }).map(({ key }) => key)).toEqual(["hostCidr"]);
  });

  it.each<[Partial<LabConfig>, string]>([
    [{ nodeCount: 4 }, "it has room for 4 nodes, and the lab has 5 during an upgrade"],
    [{ nodeCount: 2, maxNodeCount: 8 }, "it has room for 4 nodes, and the lab has 9 during an upgrade"],
    [{ nodeCount: 3, windows: true }, "it has room for 4 nodes, and the lab has 5 during an upgrade"],
  ])("refuses a podCidr without room for each node's /24: %j", (changed, problem) => {
    expect(faultsWith({ ...changed, podCidr: "10.244.0.0/22" })).toMatchObject([
      { key: "podCidr", value: "10.244.0.0/22", problem, fix: { action: "set", value: "10.244.0.0/16" } },
    ]);
  });

  it("says which width of podCidr has room for the nodes", () => {
    const [fault] = faultsWith({ podCidr: "10.244.0.0/22", nodeCount: 8 });
    expect(fault?.allowed).toBe("a /20 or wider");
    expect(faultsWith({ podCidr: "10.244.0.0/20", nodeCount: 8 })).toEqual([]);
  });

  it("refuses autoscaling to fewer nodes than there are", () => {
    expect(briefly({ nodeCount: 5, maxNodeCount: 4 })).toEqual([
      "maxNodeCount: it is less than nodeCount 5; set maxNodeCount to 5",
    ]);
  });

  it("refuses what a Windows pool cannot have", () => {
    expect(briefly({ windows: true, networkDataplane: "cilium", kubernetesVersion: "1.37" })).toEqual([
      "networkDataplane: Cilium cannot serve the Windows pool that windows true asks for; set networkDataplane to auto",
      "kubernetesVersion: it has no Windows Server 2022 nodes, which the lab's Windows pool uses; set kubernetesVersion to 1.36",
    ]);
  });

  it.each(["localhost:5001/app:1", "127.0.0.1:5000/app:1", "localhost/app@sha256:1"])(
    "refuses with target azure the image %s, which only this machine has",
    (image) => {
      expect(briefly({ image })).toEqual([
        "image: machines in Azure do not reach a registry on this machine; unset image",
      ]);
      expect(briefly({ image, target: "local" })).toEqual([]);
    },
  );

  it("refuses deleteAtEnd without endsAt, and proposes no end: it might have passed", () => {
    expect(briefly({ deleteAtEnd: true })).toEqual([
      "deleteAtEnd: there is no endsAt that says when; set deleteAtEnd to false",
    ]);
  });

  it("refuses more nodes than this machine's Docker has room for, except of a cluster that exists already", () => {
    const local: Partial<LabConfig> = { target: "local", nodeCount: 9 };
    expect(briefly(local)).toEqual(["nodeCount: each node is a container on this machine; set nodeCount to 8"]);
    expect(briefly({ ...local, nodeCount: 8 })).toEqual([]);
    expect(briefly({ ...local, kubeContext: "kind-kind", image: "nginx:1" })).toEqual([]);
  });

  const curfew = { stopAt: "19:00", timeZone: "Korea Standard Time", days: ["Monday", "Friday"] as const };

  it.each([
    ["19:29", "it is 29 minutes after stopAt 19:00", "19:30"],
    ["19:00", "it is 0 minutes after stopAt 19:00", "19:30"],
    ["18:31", "it is 29 minutes before stopAt 19:00", "18:30"],
  ])("refuses a startAt %s: %s", (startAt, problem, moved) => {
    expect(faultsWith({ curfew: { ...curfew, days: [...curfew.days], startAt } })).toEqual([
      {
        key: "curfew.startAt",
        value: startAt,
        problem,
        allowed: "a time 30 minutes or more from stopAt",
        fix: {
          action: "setObject",
          key: "curfew",
          value: { stopAt: "19:00", startAt: moved, timeZone: "Asia/Seoul", days: ["Monday", "Friday"] },
          members: [{ action: "set", key: "startAt", value: moved, type: "string" }],
        },
      },
    ]);
  });

  it.each(["19:30", "18:30", "08:00", undefined])("accepts a startAt %s", (startAt) => {
    expect(faultsWith({ curfew: { ...curfew, days: [...curfew.days], startAt } })).toEqual([]);
  });

  it("counts the minutes between stopAt and startAt over midnight", () => {
    const late = { ...curfew, days: [...curfew.days], stopAt: "23:50" };
    expect(faultsWith({ curfew: { ...late, startAt: "00:10" } })).toMatchObject([
      { fix: { value: { startAt: "00:20" } } },
    ]);
    expect(faultsWith({ curfew: { ...late, startAt: "00:20" } })).toEqual([]);
  });

  const apart =
    "a range apart from 10.42.0.0/16, 10.43.0.0/16, 0.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16, 224.0.0.0/4, 240.0.0.0/4";

  it.each([
    ["10.42.0.0/24", "10.42.0.0/16, which k3s uses for pods and Services"],
    ["10.43.7.0/27", "10.43.0.0/16, which k3s uses for pods and Services"],
    ["10.42.0.0/15", "10.42.0.0/16, which k3s uses for pods and Services"],
    ["0.1.0.0/16", "0.0.0.0/8, which no network can have"],
    ["127.8.0.0/24", "127.0.0.0/8, which no network can have"],
    ["169.254.7.0/24", "169.254.0.0/16, which no network can have"],
    ["239.1.0.0/24", "224.0.0.0/4, which no network can have"],
    ["255.255.255.0/24", "240.0.0.0/4, which no network can have"],
  ])("refuses networkCidr %s on this machine's Docker: it overlaps %s", (networkCidr, name) => {
    expect(faultsWith({ target: "local", networkCidr })).toEqual([
      {
        key: "networkCidr",
        value: networkCidr,
        problem: `it overlaps ${name}`,
        allowed: apart,
        fix: { action: "set", key: "networkCidr", value: "10.150.0.0/24" },
      },
    ]);
  });

  it.each(["10.41.255.0/24", "10.44.0.0/16", "126.255.255.0/24", "128.0.0.0/8", "169.253.0.0/16", "223.255.255.0/24"])(
    "accepts networkCidr %s, right beside a taken range",
    (networkCidr) => {
      expect(faultsWith({ target: "local", networkCidr })).toEqual([]);
    },
  );

  it("does not check networkCidr where the lab makes no network", () => {
    const networkCidr = "10.42.0.0/24";
    expect(faultsWith({ networkCidr })).toEqual([]);
    expect(faultsWith({ target: "local", networkCidr, kubeContext: "kind-kind", image: "nginx:1" })).toEqual([]);
  });

  it.each<[Partial<LabConfig>, string[]]>([
    [{ apiPort: 5001 }, ["apiPort: registryPort is the same; set apiPort to 6550"]],
    // Of two that are the same, the one that somebody chose is to blame.
    [{ registryPort: 6550 }, ["registryPort: apiPort is the same; set registryPort to 5001"]],
    [{ registryPort: 8090, appPort: 5001 }, []],
    [
      { registryPort: 6550, appPort: 6550 },
      [
        "registryPort: apiPort is the same; set registryPort to 5001",
        "appPort: apiPort is the same; set appPort to 8090",
      ],
    ],
    [{ apiPort: 7000, appPort: 7000 }, ["appPort: apiPort is the same; set appPort to 8090"]],
    [{ registryPort: 8090, apiPort: 5001, appPort: 5001 }, ["appPort: apiPort is the same; set appPort to 8091"]],
  ])("refuses one port twice: %j", (changed, faults) => {
    expect(briefly(changed)).toEqual(faults);
  });

  it("requires a registry, or a ready image, for a cluster that exists already", () => {
    const kubeContext = "kind-kind";
    expect(briefly({ kubeContext })).toEqual([
      "registryServer: the cluster kind-kind needs a registry to pull the image from; set registryServer to localhost:5001",
    ]);
    expect(briefly({ kubeContext, registryServer: "localhost:5001" })).toEqual([]);
    expect(briefly({ kubeContext, image: "nginx:1" })).toEqual([]);
  });

  it("refuses keys about an existing cluster without kubeContext", () => {
    const problem = "the lab has a cluster and a registry of its own without kubeContext";
    const about = { kubeconfig: "school.yaml", registryServer: "localhost:5001", apiServer: "https://10.0.0.5:6443" };
    expect(briefly(about)).toEqual(Object.keys(about).map((key) => `${key}: ${problem}; unset ${key}`));
  });

  it("refuses an authority for nodes that the lab does not make", () => {
    const authorityFile = "-----BEGIN CERTIFICATE-----";
    expect(briefly({ authorityFile })).toEqual([]);
    expect(briefly({ kubeContext: "kind-kind", image: "nginx:1", authorityFile })).toEqual([
      "authorityFile: the lab does not make the nodes of kind-kind: whoever does has them trust an authority; unset authorityFile",
    ]);
  });

  it("requires apiServer for students on a cluster that exists already", () => {
    const [kim] = studentsOf(["kim"]).students;
    const existing: Partial<LabConfig> = { kubeContext: "kind-kind", image: "nginx:1" };
    const fault =
      "apiServer: the students' kubeconfigs need an address that works on their machines; set apiServer to https://10.0.0.5:6443";
    expect(briefly({ ...existing, students: [kim!] })).toEqual([fault]);
    expect(briefly({ ...existing, studentsFile: [kim!] })).toEqual([fault]);
    expect(briefly({ ...existing, studentsFile: [] })).toEqual([]);
    expect(briefly({ ...existing, students: [kim!], apiServer: "https://10.0.0.5:6443" })).toEqual([]);
    expect(briefly({ students: [kim!] })).toEqual([]);
  });

  it("refuses a list of students beside a file, even one of nobody", () => {
    const [kim] = studentsOf(["kim"]).students;
    expect(faultsWith({ students: [kim!], studentsFile: [] })).toEqual([
      {
        key: "students",
        value: '["kim"]',
        problem: "studentsFile is set too, and a class has one list",
        allowed: "students or studentsFile, not both",
        fix: { action: "unset", key: "students" },
      },
    ]);
  });

  it("refuses a share of a space with which no pod starts, and says how much is enough", () => {
    expect(briefly({ studentPods: 41 })).toEqual([
      "studentCpu: for studentPods 41 it is too little: a container gets 4m of it; set studentCpu to 205m",
      "studentMemory: for studentPods 41 it is too little: a container gets 15Mi of it; set studentMemory to 1312Mi",
    ]);
    expect(briefly({ studentPods: 20 })).toEqual([]);
    expect(briefly({ studentPods: 40, studentMemory: 1280 })).toEqual([]);
    expect(briefly({ studentPods: 40, studentMemory: 1279 })).toHaveLength(1);
  });

  it("refuses more load balancers than Services", () => {
    expect(briefly({ studentServices: 2, studentLoadBalancers: 3 })).toEqual([
      "studentLoadBalancers: each is a Service, and studentServices is 2; set studentLoadBalancers to 2",
    ]);
    expect(briefly({ studentServices: 2, studentLoadBalancers: 2 })).toEqual([]);
    expect(briefly({ studentServices: 0, studentLoadBalancers: 0 })).toEqual([]);
  });

  it.each<[string, Partial<LabConfig>]>([
    ["two ranges in a third", { podCidr: "10.0.0.0/9", serviceCidr: "10.1.0.0/16", hostCidr: "10.1.0.0/24" }],
    ["three times the same", { podCidr: "10.1.0.0/16", serviceCidr: "10.1.0.0/16", hostCidr: "10.1.0.0/16" }],
    ["all of 10.0.0.0/8", { podCidr: "10.0.0.0/8" }],
    ["a podCidr without room where the usual one is taken", { podCidr: "10.9.0.0/22", hostCidr: "10.244.1.0/24" }],
    ["everything", { podCidr: "10.244.0.0/22", hostCidr: "10.0.0.0/24", maxNodeCount: 2, windows: true }],
  ])("fixes %s by the changes that it names, together", (_what, changed) => {
    const faults = faultsWith(changed);
    expect(faults).not.toEqual([]);
    const fixed = faults.map(({ fix }) => {
      if (fix.action !== "set") throw new Error(fix.action);
      return [fix.key, fix.type === "integer" ? Number(fix.value) : fix.value];
    });
    expect(briefly({ ...changed, ...Object.fromEntries(fixed) })).toEqual([]);
  });
});
