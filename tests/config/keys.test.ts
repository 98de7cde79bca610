import { homedir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../config";
import { type ConfigKey, configKeys } from "../../config/keys";
import { project, read, refusal, setFix } from "./read";

const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const digest = `sha256:${"a".repeat(64)}`;

/** What is proposed in place of a value that is nearly right, or of nothing. */
const meant: Record<string, string> = {
  "location Korea Central": "koreacentral",
  "kubernetesVersion 1.4": "1.40",
  "windows ": "false",
  "dockerHost no": "false",
  "sshFrom 1.2.3.4": "1.2.3.4/32",
  "sshFrom 203.0.113.7/24": "203.0.113.0/24",
  "shutdownAt 9:00": "09:00",
  "shutdownAt 24:00": "00:00",
  "timeZone ": "Asia/Seoul",
  "endsAt 2027-01-29": "2027-01-29T18:00:00+09:00",
  "endsAt 2027-01-29T18:00:00": "2027-01-29T18:00:00+09:00",
  "endsAt 2027-01-29 18:00:00 +09:00": "2027-01-29T18:00:00+09:00",
  "endsAt 2027-01-29 00:00:00 +0000 UTC": "2027-01-29T18:00:00+09:00",
  "nodeCount 1.5": "2",
  "kubernetesVersion 1.35.x": "1.35",
  "kubernetesVersion 1.35.2": "1.35",
  "nodeSize D4s_v5": "Standard_D4s_v5",
  "nodeSize Standard_D3s_v5": "Standard_D4s_v5",
};

const notPublic = "nobody reaches Azure from there: it is not an address on the Internet";

describe("readConfig", () => {
  it("has a value for every key without any configuration", () => {
    expect(read({})).toEqual({
      target: "azure",
      location: "koreacentral",
      owner: "instructor",
      tags: {},
      endsAt: undefined,
      deleteAtEnd: false,
      curfew: undefined,
      budget: undefined,
      nodeCount: 4,
      maxNodeCount: undefined,
      nodeSize: "Standard_D2s_v5",
      kubernetesVersion: undefined,
      zones: [],
      authorizedIpRanges: [],
      networkDataplane: "auto",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.0.0.0/16",
      hostCidr: "10.100.0.0/24",
      webFrom: [],
      windows: false,
      image: undefined,
      replicas: undefined,
      dockerHost: true,
      hostSize: "Standard_B2als_v2",
      sshFrom: undefined,
      sshPublicKey: undefined,
      shutdownAt: "19:00",
      timeZone: "Korea Standard Time",
      registryPort: 5001,
      apiPort: 6550,
      appPort: 8090,
      networkCidr: "10.150.0.0/24",
      authorityFile: undefined,
      kubeContext: undefined,
      kubeconfig: undefined,
      registryServer: undefined,
      apiServer: undefined,
      students: [],
      studentsFile: undefined,
      studentCpu: 200,
      studentMemory: 640,
      studentPods: 10,
      studentServices: 5,
      studentLoadBalancers: 1,
      studentVolumes: 1,
    });
  });

  it.each([
    ["location", "eastus2", "eastus2"],
    ["owner", "Dr. Kim", "Dr. Kim"],
    ["owner", "x".repeat(256), "x".repeat(256)],
    ["owner", "a/b <c> & 100%?\\", "a/b <c> & 100%?\\"],
    ["tags", "{}", {}],
    [
      "tags",
      '{"course":"containers & more","cost center":101,"graded":true,"학기":""}',
      { course: "containers & more", "cost center": "101", graded: "true", 학기: "" },
    ],
    ["endsAt", "2027-01-29T18:00:00+09:00", "2027-01-29T18:00:00+09:00"],
    ["endsAt", "2027-01-29T09:00:00Z", "2027-01-29T09:00:00Z"],
    // Without quotes YAML reads an instant as a time, and this is what Pulumi then hands over.
    ["endsAt", "2027-01-29 18:00:00 +0900 +0900", "2027-01-29T18:00:00+09:00"],
    ["endsAt", "2027-01-29 18:00:00 +0900 KST", "2027-01-29T18:00:00+09:00"],
    ["endsAt", "2027-01-29 09:00:00.5 +0000 UTC", "2027-01-29T09:00:00.5Z"],
    ["endsAt", "", undefined],
    ["curfew", "{}", undefined],
    [
      "curfew",
      '{"stopAt":"00:00","timeZone":"Europe/Kyiv"}',
      {
        stopAt: "00:00",
        timeZone: "FLE Standard Time",
        days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
      },
    ],
    [
      "curfew",
      '{"days":["Sunday","Friday"],"stopAt":"23:59","timeZone":"UTC"}',
      { stopAt: "23:59", timeZone: "UTC", days: ["Sunday", "Friday"] },
    ],
    [
      "curfew",
      '{"startAt":"07:30","stopAt":"19:00","timeZone":"UTC","days":["Friday"]}',
      { startAt: "07:30", stopAt: "19:00", timeZone: "UTC", days: ["Friday"] },
    ],
    ["budget", "{}", undefined],
    [
      "budget",
      '{"amount":1,"emails":["a+lab@school.example"],"startDate":"2017-06-01"}',
      { amount: 1, emails: ["a+lab@school.example"], startDate: "2017-06-01" },
    ],
    [
      "budget",
      '{"amount":1,"emails":["a@school.example"],"startDate":"2027-01-01 00:00:00 +0000 UTC"}',
      { amount: 1, emails: ["a@school.example"], startDate: "2027-01-01" },
    ],
    ["nodeCount", "1", 1],
    ["nodeCount", "100", 100],
    ["nodeCount", "1e1", 10],
    ["maxNodeCount", "0", undefined],
    ["maxNodeCount", "100", 100],
    ["nodeSize", "Standard_B2als_v2", "Standard_B2als_v2"],
    ["nodeSize", "standard_d2s_V5", "Standard_D2s_v5"],
    ["nodeSize", "Standard_A2_v2", "Standard_A2_v2"],
    ["nodeSize", "STANDARD_E4-2S_V5", "Standard_E4-2s_v5"],
    ["nodeSize", "Standard_M8ms", "Standard_M8ms"],
    ["hostSize", "Standard_B1s", "Standard_B1s"],
    ["hostSize", "standard_ds2_v2", "Standard_DS2_v2"],
    ["kubernetesVersion", "1.36", "1.36"],
    ["kubernetesVersion", "", undefined],
    ["zones", "[1,2,3]", [1, 2, 3]],
    ["authorizedIpRanges", '["203.0.113.0/24","198.51.100.7/32"]', ["203.0.113.0/24", "198.51.100.7/32"]],
    ["networkDataplane", "azure", "azure"],
    ["podCidr", "192.168.0.0/21", "192.168.0.0/21"],
    ["serviceCidr", "10.0.0.0/12", "10.0.0.0/12"],
    ["serviceCidr", "10.0.0.0/24", "10.0.0.0/24"],
    ["hostCidr", "10.100.0.0/28", "10.100.0.0/28"],
    ["windows", "true", true],
    ["image", "nginx:1.29", "nginx:1.29"],
    ["image", "registry.example.com:5000/app:1", "registry.example.com:5000/app:1"],
    ["image", `ghcr.io/example/app@${digest}`, `ghcr.io/example/app@${digest}`],
    ["image", `ghcr.io/example/app:1.0.0@${digest}`, `ghcr.io/example/app:1.0.0@${digest}`],
    ["replicas", "0", undefined],
    ["replicas", "-0", undefined],
    ["replicas", "1000", 1000],
    ["dockerHost", "false", false],
    ["sshFrom", "203.0.113.7/32", "203.0.113.7/32"],
    ["sshFrom", "203.0.0.0/8", "203.0.0.0/8"],
    ["sshFrom", "", undefined],
    ["sshPublicKey", sshPublicKey, sshPublicKey],
    ["sshPublicKey", `\uFEFF${sshPublicKey.replace(" ", "\t ")}  Kim  (laptop)\r\n`, sshPublicKey],
    ["shutdownAt", "00:00", "00:00"],
    ["shutdownAt", "23:59", "23:59"],
    ["shutdownAt", "", undefined],
    ["timeZone", "UTC", "UTC"],
    ["timeZone", "Europe/Kyiv", "FLE Standard Time"],
    ["timeZone", "Europe/Kiev", "FLE Standard Time"],
    ["timeZone", "Asia/Kolkata", "India Standard Time"],
    ["timeZone", "America/Argentina/Buenos_Aires", "Argentina Standard Time"],
  ] as [keyof typeof configKeys, string, unknown][])("accepts %s %j", (key, text, value) => {
    expect(read({ [key]: text })[key]).toEqual(value);
  });

  it.each([
    ["target", "aws"],
    ["location", "Korea Central"],
    ["owner", ""],
    ["owner", "x".repeat(257)],
    ["endsAt", "tomorrow"],
    ["endsAt", "2027-01-29"],
    ["endsAt", "2027-01-29T18:00:00"],
    ["endsAt", "2027-01-29 18:00:00 +09:00"],
    [
      "endsAt",
      "2027-01-29 00:00:00 +0000 UTC",
      "YAML reads a date without quotes as midnight in UTC; write an instant, in quotes",
    ],
    ["endsAt", "2027-02-30T18:00:00Z"],
    ["nodeCount", "0"],
    ["nodeCount", "-0"],
    ["nodeCount", "1.5"],
    ["nodeCount", "four"],
    ["nodeCount", "1000"],
    ["nodeCount", "1e3"],
    ["nodeCount", "101"],
    ["nodeCount", ""],
    ["nodeCount", "NaN"],
    ["nodeCount", "1e400"],
    ["nodeCount", "null"],
    ["nodeCount", '"4"'],
    ["nodeCount", "[4]"],
    ["nodeCount", '{"__proto__":4}'],
    ["maxNodeCount", "-1"],
    ["maxNodeCount", "101"],
    ["nodeSize", "huge", "no VM size has such a name"],
    ["nodeSize", "", "no VM size has such a name"],
    ["nodeSize", "Standard_B1s", "it has 1 vCPU"],
    ["nodeSize", "Standard_D2ps_v5", "it is an ARM size, and the lab's image is built for amd64"],
    ["nodeSize", "Standard_B2ts_v2", "it has 1 GiB of memory"],
    ["nodeSize", "Standard_A2", "it has 3.5 GiB of memory"],
    ["nodeSize", "D4s_v5", "no VM size has such a name"],
    [
      "nodeSize",
      "Standard_D3s_v5",
      "there is no such size; of its series there are D2s_v5, D4s_v5, D8s_v5, D16s_v5, D32s_v5, D48s_v5, D64s_v5, D96s_v5",
    ],
    [
      "nodeSize",
      "Standard_D256s_v5",
      "there is no such size; of its series there are D2s_v5, D4s_v5, D8s_v5, D16s_v5, D32s_v5, D48s_v5, D64s_v5, D96s_v5",
    ],
    ["hostSize", "Standard_D2_v2", "it boots images of generation 1 only, and the Docker host's is of generation 2"],
    ["hostSize", "Standard_B2pts_v2", "it is an ARM size, and the lab's image is built for amd64"],
    ["kubernetesVersion", "1.35.x"],
    ["kubernetesVersion", "1.35.2"],
    ["kubernetesVersion", "1.4", 'in YAML 1.40 without quotes is the number 1.4: write "1.40", in quotes'],
    ["kubernetesVersion", "1.3", "AKS makes no new clusters of 1.30; it did until 2025-08-22"],
    ["kubernetesVersion", "1.33", "AKS makes no new clusters of 1.33; it did until 2026-07-31"],
    ["kubernetesVersion", "1.20", "AKS makes no new clusters of 1.20"],
    ["kubernetesVersion", "v1.36"],
    ["kubernetesVersion", "2.36"],
    ["zones", "1"],
    ["zones", "[0]"],
    ["zones", "[4]"],
    ["zones", '["1"]'],
    ["zones", "[1,[2]]"],
    ["zones", "[1,1]", "a zone is named twice"],
    ["authorizedIpRanges", "203.0.113.0/24"],
    ["authorizedIpRanges", "[7]"],
    ["authorizedIpRanges", '["203.0.113.0/24","203.0.113.0/24"]', "a range is named twice"],
    ["networkDataplane", "calico"],
    ["podCidr", "10.244.0.0/23", "a /23 is too narrow"],
    ["podCidr", "0.0.0.0/0", "that is the whole Internet"],
    ["serviceCidr", "10.0.0.0/11", "a /11 is too wide"],
    ["serviceCidr", "10.0.0.0/25", "a /25 is too narrow"],
    ["hostCidr", "10.100.0.0/29", "a /29 is too narrow"],
    ["windows", "yes"],
    ["windows", "1"],
    ["windows", ""],
    ["image", "nginx", "it has neither tag nor digest, so it would change unnoticed"],
    ["image", "localhost:5000/app", "it has neither tag nor digest, so it would change unnoticed"],
    ["image", "https://ghcr.io/example/app:1"],
    ["image", "Example:1"],
    ["image", "example:"],
    ["image", "example:1\n"],
    ["image", "example@sha256:abc"],
    ["replicas", "-1"],
    ["replicas", "1001"],
    ["dockerHost", "no"],
    ["deleteAtEnd", "maybe"],
    ["sshFrom", "*", "that is the whole Internet"],
    ["sshFrom", "any", "that is the whole Internet"],
    ["sshFrom", "Internet", "that is the whole Internet"],
    ["sshFrom", "0.0.0.0/0", "that is the whole Internet"],
    ["sshFrom", "16.0.0.0/4", "a /4 is too wide"],
    ["sshFrom", "10.0.0.300/24", "it is not an IPv4 range"],
    ["sshFrom", "203.0.113.7/32,198.51.100.7/32", "it is not an IPv4 range"],
    ["sshFrom", "::/0", "it is not an IPv4 range"],
    ["sshFrom", "1.2.3.4", "it is one address; as a range it is 1.2.3.4/32"],
    ["sshFrom", "203.0.113.7/24", "it names a host inside a range; the range is 203.0.113.0/24"],
    ...[
      "10.0.0.0/8",
      "172.20.0.0/16",
      "192.168.1.7/32",
      "100.64.0.0/10",
      "127.0.0.1/32",
      "169.254.169.254/32",
      "224.0.0.0/8",
    ].map((cidr) => ["sshFrom", cidr, notPublic]),
    ["authorizedIpRanges", '["0.0.0.0/0"]', 'of "0.0.0.0/0", that is the whole Internet'],
    ["webFrom", '["192.168.0.0/24"]', `of "192.168.0.0/24", ${notPublic}`],
    ["authorizedIpRanges", JSON.stringify(Array.from({ length: 201 }, (_, index) => `203.0.113.${index}/32`))],
    ["sshPublicKey", "ssh-rsa", "what follows the type is not base64"],
    ["shutdownAt", "25:99"],
    ["shutdownAt", "24:00"],
    ["shutdownAt", "19:60"],
    ["shutdownAt", "9:00"],
    ["timeZone", "Mars/Phobos", "no time zone has this name"],
    ["timeZone", "", "no time zone has this name"],
    ["timeZone", "constructor", "no time zone has this name"],
  ] as [keyof typeof configKeys, string, string?][])("refuses %s %j", (key, value, ...[problem]) => {
    const { faults } = refusal({ [key]: value });
    const { allowed } = configKeys[key];
    const fix = setFix(key, meant[`${key} ${value}`]);
    expect(faults).toEqual([{ key, value, ...(problem !== undefined && { problem }), allowed, fix }]);
  });

  it.each([
    ["nodecount", "nodeCount"],
    ["nodeCuont", "nodeCount"],
    ["sshKey", "sshFrom"],
    ["timezone", "timeZone"],
    ["zone", "zones"],
  ])("refuses the unknown key %s, and says that %s is the nearest", (key, nearest) => {
    expect(refusal({ [key]: "7" }).faults).toEqual([
      {
        key,
        value: "7",
        problem: `there is no such key; the nearest is ${nearest}`,
        allowed: "the keys that Pulumi.yaml lists",
        fix:
          nearest === "nodeCount"
            ? { action: "rename", key, to: nearest, value: "7", type: "integer" }
            : { action: "unset", key },
      },
    ]);
  });

  it("only removes a misspelt key whose value the nearest key would refuse, or that is a list", () => {
    const { faults } = refusal({ nodecount: "four", zone: "1", timezone: "Mars" });
    expect(faults.map(({ fix }) => fix)).toEqual(
      ["nodecount", "zone", "timezone"].map((key) => ({ action: "unset", key })),
    );
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", ""])("refuses the key %j as unknown", (key) => {
    // A literal { __proto__ } would set the prototype, not a key.
    const config = JSON.parse(`{${JSON.stringify(key)}:"7"}`) as Record<string, string>;
    expect(refusal(config).faults.map((fault) => [fault.key, fault.value])).toEqual([[key, "7"]]);
  });

  it("leaves keys of providers, and keys that the lab does not know, to other namespaces", () => {
    const other = { "azure:location": "x", "kubernetes:kubeconfig": "x", "mine:color": "red", nodeCount: "0" };
    expect(readConfig(other, project, "dev")).toEqual(read({}));
  });

  it("accepts every value that its own commands set", () => {
    const cluster = { kubeContext: "kind-kind", registryServer: "localhost:5001" };
    for (const [key, { example, type, only }] of Object.entries<ConfigKey>(configKeys)) {
      // It stands for a file that only the user has.
      if (key === "authorityFile") continue;
      const value = typeof example === "string" ? example : sshPublicKey;
      const item = key === "zones" ? `[${value}]` : `["${value}"]`;
      const target = only === "local" ? { target: "local", ...cluster } : {};
      expect(() => read({ ...target, [key]: type === "array" ? item : value })).not.toThrow();
    }
  });
});

describe("readConfig with target local", () => {
  const local = { target: "local" };

  it("takes ~ for the home folder in the path of a kubeconfig", () => {
    const cluster = { kubeContext: "kind-kind", registryServer: "localhost:5001" };
    const { kubeconfig } = read({ ...local, ...cluster, kubeconfig: "~/school.yaml" });
    expect(kubeconfig).toBe(join(homedir(), "school.yaml"));
  });
  const existing = { ...local, kubeContext: "kind-kind", registryServer: "localhost:5001" };

  it.each<[keyof typeof configKeys, string, unknown]>([
    ["registryPort", "1024", 1024],
    ["apiPort", "65535", 65_535],
    ["appPort", "8091", 8091],
    ["networkCidr", "192.168.77.32/27", "192.168.77.32/27"],
    ["networkCidr", "172.16.0.0/12", "172.16.0.0/12"],
    ["kubeContext", "", undefined],
    ["kubeconfig", "", undefined],
    ["nodeCount", "8", 8],
  ])("accepts %s %j", (key, text, value) => {
    expect(read({ ...local, [key]: text })[key]).toEqual(value);
  });

  it.each<[keyof typeof configKeys, string]>([
    ["kubeContext", "docker-desktop"],
    ["kubeContext", "arn:aws:eks:eu-west-1:000000000000:cluster/school"],
    ["kubeContext", "user@school.example"],
    ["kubeContext", "user@host"],
    ["kubeContext", "gke_p_z_n"],
    ["kubeContext", "a,b+c=d%e-f.g"],
    ["kubeContext", "x".repeat(253)],
    ["kubeconfig", "./our school.yaml"],
    ["registryServer", "ghcr.io/school/lab-7"],
    ["registryServer", "registry.school.example:5000"],
    ["apiServer", "https://[2001:db8::5]:6443"],
    ["apiServer", "https://k8s.school.example"],
  ])("accepts %s %j of a cluster that exists already", (key, text) => {
    expect(read({ ...existing, [key]: text })[key]).toBe(text);
  });

  it.each<[keyof typeof configKeys, string, string?]>([
    ["registryPort", "1023"],
    ["apiPort", "65536"],
    ["appPort", "80"],
    ["appPort", "http"],
    ["networkCidr", "10.150.0.0/28", "a /28 is too narrow"],
    ["networkCidr", "0.0.0.0/0", "that is the whole Internet"],
    ["networkCidr", "10.150.0.1", "it is one address; as a range it is 10.150.0.1/32"],
    ["kubeContext", "kind kind"],
    ["kubeContext", "$(reboot)"],
    ["kubeContext", "`reboot`"],
    ["kubeContext", "a;reboot"],
    ["kubeContext", "a|b"],
    ["kubeContext", "a&b"],
    ["kubeContext", "a>b"],
    ["kubeContext", "a\nb"],
    ["kubeContext", "학교"],
    ["kubeContext", "x".repeat(254)],
    ["registryServer", "https://ghcr.io"],
    ["registryServer", "ghcr.io/"],
    ["registryServer", "ghcr.io/School"],
    ["registryServer", "ghcr.io:port"],
    ["apiServer", "10.0.0.5:6443"],
    ["apiServer", "http://10.0.0.5:6443"],
  ])("refuses %s %j", (key, value, ...[problem]) => {
    const { faults } = refusal({ ...existing, [key]: value });
    const { allowed } = configKeys[key];
    const fault = { key, value, ...(problem !== undefined && { problem }), allowed, fix: setFix(key) };
    expect(faults).toEqual([fault]);
  });

  it("refuses keys of the other target, once each", () => {
    const stray = (key: string, value: string, own: string, target: string) => ({
      key,
      value,
      problem: `only target ${own} uses it, and the target is ${target}`,
      allowed: `nothing with target ${target}`,
      fix: { action: "unset", key },
    });
    expect(refusal({ ...local, windows: "true", curfew: '{"stopAt":"7"}', podCidr: "all" }).faults).toEqual([
      stray("curfew", '{"stopAt":"7"}', "azure", "local"),
      stray("podCidr", "all", "azure", "local"),
      stray("windows", "true", "azure", "local"),
    ]);
    expect(refusal({ apiPort: "6551", kubeContext: "kind-kind" }).faults).toEqual([
      stray("apiPort", "6551", "local", "azure"),
      stray("kubeContext", "kind-kind", "local", "azure"),
    ]);
  });

  it("accepts the defaults of what is Azure's, written out", () => {
    expect(read({ ...local, windows: "false", curfew: "{}", location: "koreacentral" })).toEqual(read(local));
  });

  it("does not judge keys by a target that is itself wrong", () => {
    const { faults } = refusal({ target: "aws", windows: "true", apiPort: "6551" });
    expect(faults.map(({ key }) => key)).toEqual(["target"]);
  });
});
